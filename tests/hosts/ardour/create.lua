-- ardour-lua create.lua SESSION_DIR CLASS_UID PINS [LABEL=VALUE]...
-- Makes a session on the dummy backend: one MIDI track with the instrument on it, parameters set by label.
-- Prints a line a parameter: param, label and value, with tabs between.
-- PINS: "strict" leaves the track as Ardour's window makes it, with strict I/O; "notes" maps the notes that the instrument sends, too.
local dir, uid, pins = arg[1], arg[2], arg[3]

local function say(...)
	print(table.concat({...}, "\t"))
end

local function fail(message)
	say("FAIL", message)
	io.stdout:flush()
	os.exit(1)
end

local session = create_session(dir, dir:match("([^/]+)/*$"), 48000)
if not session then fail("the session cannot be created") end
local info = ARDOUR.LuaAPI.new_plugin_info(uid, ARDOUR.PluginType.VST3)
if info:isnil() then fail("the plug-in is not in Ardour's cache: " .. uid) end

local one_midi = ARDOUR.ChanCount(ARDOUR.DataType("midi"), 1)
local stereo = ARDOUR.ChanCount(ARDOUR.DataType("audio"), 2)
local track = session:new_midi_track(one_midi, stereo, pins == "strict", info, nil, nil, 1, "inst",
	ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, false, false):front()
local instrument = track:the_instrument()
if instrument:isnil() then fail("the instrument was not instantiated") end

-- the main output and the notes: Ardour 7 passes two buses of a plug-in and leaves garbage on the ports of the others
if pins == "notes" then
	local outputs = ARDOUR.ChanCount(ARDOUR.DataType("audio"), 2)
	outputs:set(ARDOUR.DataType("midi"), 1)
	track:customize_plugin_insert(instrument, 1, outputs, one_midi)
end

local plugin = instrument:to_insert():plugin(0)
local control = 0
for i = 0, plugin:parameter_count() - 1 do
	if plugin:parameter_is_control(i) and plugin:parameter_is_input(i) then
		local label = plugin:parameter_label(i)
		for k = 4, #arg do
			local name, value = arg[k]:match("^(.-)=(.*)$")
			if name == label then ARDOUR.LuaAPI.set_processor_param(instrument, control, tonumber(value)) end
		end
		say("param", label, (ARDOUR.LuaAPI.get_processor_param(instrument, control, true)))
		control = control + 1
	end
end

sleep(0.3) -- the backend's process thread hands the values to the plug-in
session:save_state("")
print("done")
io.stdout:flush()
os.exit(0)
