-- ardour-lua record.lua SESSION_DIR SECONDS
-- Loads the saved session, rolls it and records what the instrument sends on a second MIDI track, named recorded.
-- Prints by how many samples Ardour moves what it records to an earlier place: latency, samples; with a tab between.
local dir, seconds = arg[1], tonumber(arg[2])

local function fail(message)
	print("FAIL\t" .. message)
	io.stdout:flush()
	os.exit(1)
end

local session = load_session(dir, dir:match("([^/]+)/*$"))
if not session then fail("the session cannot be loaded") end
local played
for track in session:get_tracks():iter() do played = track end

local one_midi = ARDOUR.ChanCount(ARDOUR.DataType("midi"), 1)
local recorded = session:new_midi_track(one_midi, one_midi, false, ARDOUR.PluginInfo(), nil, nil, 1, "recorded",
	ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, true, false):front()
local input = recorded:input():midi(0)
input:disconnect_all()
if input:connect(played:output():midi(0):name()) ~= 0 then fail("the tracks cannot be connected") end
recorded:rec_enable_control():set_value(1, PBD.GroupControlDisposition.NoGroup)

session:maybe_enable_record()
session:goto_start(false)
sleep(2) -- the plug-in loads its model meanwhile
session:request_roll(ARDOUR.TransportRequestSource.TRS_UI)
sleep(seconds)
if not session:actively_recording() then fail("the session does not record") end
session:request_stop(false, false, ARDOUR.TransportRequestSource.TRS_UI)
sleep(1) -- the butler ends the take
session:save_state("") -- rewrites its file: while recording, Ardour 7.3 leaves wrong delta times there
print("latency\t" .. played:output():latency())
print("done")
io.stdout:flush()
os.exit(0)
