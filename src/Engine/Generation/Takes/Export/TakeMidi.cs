using LakhNes.Instrument;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>Takes as MIDI files for a DAW: on its beats, channel n for voice n, played and composed notes on tracks of their own.</summary>
public static class TakeMidi
{
    private const int QuarterTicks = 960;
    private const int Velocity = 100;
    private const double MicrosecondsAMinute = 60e6;

    private static readonly string[] Names = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];

    /// <summary>Writes a take; its first tick is <see cref="TakeScore.OriginOf"/>.</summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    public static MidiFile Write(Take take, bool played)
    {
        double origin = TakeScore.OriginOf(take, played);
        long TickOf(double position) => Math.Max(0, (long)Math.Round((position - origin) * QuarterTicks, MidpointRounding.AwayFromZero));
        long end = TickOf(take.End);
        List<MidiTrack> tracks =
        [
            new MidiTrack(
            [
                MidiEvent.TextEvent(0, MidiMeta.TrackName, "LakhNES take " + take.Number),
                MidiEvent.Tempo(0, (int)Math.Round(MicrosecondsAMinute / take.Tempo)),
            ], end),
        ];
        foreach (TakeNoteKind kind in (ReadOnlySpan<TakeNoteKind>)[TakeNoteKind.Played, TakeNoteKind.Composed])
        {
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                if (!TakeScore.IsHeard(new TakeNote(0, voice, 1, kind), played)) continue;
                List<MidiEvent> events = [MidiEvent.TextEvent(0, MidiMeta.TrackName, Names[(int)voice] + (kind == TakeNoteKind.Played ? " (played)" : ""))];
                long last = AddNotes(events, take, voice, kind, TickOf, end);
                if (events.Count > 1) tracks.Add(new MidiTrack(events, Math.Max(end, last)));
            }
        }

        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(QuarterTicks), tracks);
    }

    // gives the last tick
    private static long AddNotes(List<MidiEvent> events, Take take, NesVoice voice, TakeNoteKind kind, Func<double, long> tickOf, long end)
    {
        int key = -1;
        long start = 0, last = 0;
        foreach (TakeNote note in take.Notes)
        {
            if (note.Voice != voice || note.Kind != kind) continue;
            End(tickOf(note.Position));
            if (note.Note == 0) continue;
            key = voice == NesVoice.Noise ? ChipInstrument.LowestNoiseKey + note.Note - 1 : note.Note;
            start = tickOf(note.Position);
            events.Add(MidiEvent.NoteOn(start, (int)voice, key, Velocity));
        }

        End(end);
        return last;

        void End(long tick)
        {
            if (key < 0) return;
            last = Math.Max(tick, start + 1);
            events.Add(MidiEvent.NoteOff(last, (int)voice, key));
            key = -1;
        }
    }
}
