-- ardour-lua inspect.lua SESSION_DIR
-- Loads the saved session, so that the plug-in's state is restored from it, and prints what came back:
-- region, name, notes; param, label, value; with tabs between.
local dir = arg[1]

local function say(...)
	print(table.concat({...}, "\t"))
end

local function fail(message)
	say("FAIL", message)
	io.stdout:flush()
	os.exit(1)
end

local session = load_session(dir, dir:match("([^/]+)/*$"))
if not session then fail("the session cannot be loaded") end
for track in session:get_tracks():iter() do
	for region in track:to_track():playlist():region_list():iter() do
		say("region", region:name(), ARDOUR.LuaAPI.note_list(region:to_midiregion():model()):size())
	end
	local instrument = track:the_instrument()
	if instrument:isnil() then fail("the instrument did not come back") end
	local plugin = instrument:to_insert():plugin(0)
	local control = 0
	for i = 0, plugin:parameter_count() - 1 do
		if plugin:parameter_is_control(i) and plugin:parameter_is_input(i) then
			say("param", plugin:parameter_label(i), (ARDOUR.LuaAPI.get_processor_param(instrument, control, true)))
			control = control + 1
		end
	end
end

print("done")
io.stdout:flush()
os.exit(0)
