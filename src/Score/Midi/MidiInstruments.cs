namespace LakhNes.Score.Midi;

/// <summary>
/// Sorts a file's events into instruments, by the rules of pretty_midi, which the originals read MIDI files with.
/// </summary>
public static class MidiInstruments
{
    /// <summary>
    /// The instruments of a file, in the order in which their first notes end. A note-off ends every open note of its key and
    /// channel that started earlier; a note belongs to the program of its channel at its end; notes that never end are lost,
    /// and so are controllers of a channel that has no note in its track.
    /// </summary>
    public static IReadOnlyList<MidiInstrument> Of(MidiFile file)
    {
        List<MidiInstrument> instruments = [];
        for (int track = 0; track < file.Tracks.Count; track++)
            AddTrack(instruments, file.Tracks[track], track);
        return instruments;
    }

    private static void AddTrack(List<MidiInstrument> instruments, MidiTrack track, int index)
    {
        Dictionary<(int Channel, int Program), MidiInstrument> ofTrack = [];
        Dictionary<int, List<MidiEvent>> waiting = []; // controllers of channels before their first note ends
        Dictionary<(int Channel, int Key), List<MidiEvent>> open = [];
        Span<int> program = stackalloc int[16];
        program.Clear();
        string name = track.Name;

        foreach (MidiEvent e in track.Events)
        {
            if (!e.IsChannelMessage)
                continue;
            int channel = e.Channel;
            if (e.Kind == MidiEventKind.Program)
            {
                program[channel] = e.Data1;
            }
            else if (e.IsNoteOn)
            {
                if (!open.TryGetValue((channel, e.Data1), out List<MidiEvent>? notes))
                    open[(channel, e.Data1)] = notes = [];
                notes.Add(e);
            }
            else if (e.IsNoteOff && open.TryGetValue((channel, e.Data1), out List<MidiEvent>? notes))
            {
                // a note-on at the note-off's own tick stays open, but only where another note ends here
                int left = 0;
                for (int i = 0; i < notes.Count; i++)
                {
                    MidiEvent on = notes[i];
                    if (on.Tick == e.Tick)
                        notes[left++] = on;
                    else
                        Instrument(channel, program[channel]).Notes.Add(new MidiNote(on.Tick, e.Tick, on.Data1, on.Data2));
                }
                if (left == notes.Count)
                    left = 0;
                notes.RemoveRange(left, notes.Count - left);
            }
            else if (e.Kind == MidiEventKind.Controller)
            {
                if (ofTrack.TryGetValue((channel, program[channel]), out MidiInstrument? instrument))
                    instrument.Controllers.Add(e);
                else if (waiting.TryGetValue(channel, out List<MidiEvent>? list))
                    list.Add(e);
                else
                    waiting[channel] = [e];
            }
        }

        MidiInstrument Instrument(int channel, int ofProgram)
        {
            if (ofTrack.TryGetValue((channel, ofProgram), out MidiInstrument? instrument))
                return instrument;
            instrument = new MidiInstrument(index, name, channel, ofProgram)
            {
                Controllers = waiting.TryGetValue(channel, out List<MidiEvent>? early) ? early : [],
            };
            ofTrack[(channel, ofProgram)] = instrument;
            instruments.Add(instrument);
            return instrument;
        }
    }
}
