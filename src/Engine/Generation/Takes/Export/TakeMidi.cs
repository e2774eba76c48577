using System.Numerics;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;
using LakhNes.Instrument;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>
/// Takes as MIDI files for a DAW: on its beats, channel n for voice n, played and composed notes on tracks of their own.
/// </summary>
public static class TakeMidi
{
    private const int QuarterTicks = 960;
    private const int LoudestVelocity = 127;
    private const double MicrosecondsAMinute = 60e6;

    private static readonly string[] Names = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];

    /// <summary>
    /// Writes a take; its first tick is <see cref="TakeTimeline.Origin"/>. One that loops has the markers of
    /// <see cref="HostMidi"/>, unless what was played stands before it.
    /// </summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    public static MidiFile Write(Take take, bool played)
    {
        var timeline = new TakeTimeline(take, played);
        long TickOf(double position) =>
            Math.Max(0, (long)Math.Round((position - timeline.Origin) * QuarterTicks, MidpointRounding.AwayFromZero));
        long end = TickOf(take.End);
        List<MidiEvent> song =
        [
            MidiEvent.TextEvent(0, MidiMeta.TrackName, "LakhNES take " + take.Number),
            .. Tempos(timeline, TickOf),
        ];
        if (take.Loops && !played)
            song.AddRange(HostMidi.Markers(0, Math.Max(end, song[^1].Tick)));
        song.Sort((one, other) => one.Tick.CompareTo(other.Tick));
        List<MidiTrack> tracks = [new MidiTrack(song, Math.Max(end, song[^1].Tick))];
        HeardNote[] heard = [.. TakeScore.Heard(take, played)];
        foreach (NoteOrigin kind in (ReadOnlySpan<NoteOrigin>)[NoteOrigin.Played, NoteOrigin.Composed])
        {
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                List<MidiEvent> events =
                [
                    MidiEvent.TextEvent(
                        0,
                        MidiMeta.TrackName,
                        Names[(int)voice] + (kind == NoteOrigin.Played ? " (played)" : "")
                    ),
                ];
                HeardNote[] notes = [.. heard.Where(note => note.Voice == voice && note.Origin == kind)];
                // what was played has all of its own dynamics
                double amount = kind == NoteOrigin.Played ? 1 : take.Settings.Expression / 100;
                long last = AddNotes(events, notes, amount, TickOf, end);
                if (events.Count > 1)
                    tracks.Add(new MidiTrack(events, Math.Max(end, last)));
            }
        }

        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(QuarterTicks), tracks);
    }

    // tempo where it changes, metre at the bar line where it changes
    private static IEnumerable<MidiEvent> Tempos(TakeTimeline timeline, Func<double, long> tickOf)
    {
        int tempo = 0;
        TempoPoint before = default;
        foreach ((TempoPoint point, _) in timeline.Parts)
        {
            long tick = tickOf(point.Position);
            int now = (int)Math.Round(MicrosecondsAMinute / point.Tempo);
            bool isNew = !point.HasBarsOf(in before) && BitOperations.IsPow2(point.BeatUnit);
            double bar = tempo == 0 ? point.Position : Math.Max(point.BarStart, before.Position);
            if (isNew)
                yield return MidiEvent.TimeSignature(tickOf(bar), point.Beats, point.BeatUnit);
            if (now != tempo)
                yield return MidiEvent.Tempo(tick, now);
            (tempo, before) = (now, point);
        }
    }

    // the notes of a voice, which sounds one at a time: a note lasts a tick or longer, and of notes that begin at one tick the
    // last is heard; gives the last tick
    private static long AddNotes(List<MidiEvent> events, HeardNote[] notes, double amount, Func<double, long> tickOf, long end)
    {
        HeardNote open = default;
        long start = 0,
            off = 0,
            last = 0;
        foreach (HeardNote note in notes.OrderBy(note => note.Position))
        {
            long tick = tickOf(note.Position);
            if (note.Note == 0)
            {
                off = Math.Min(off, Math.Max(tick, start + 1));
                continue;
            }

            if (tick > start)
                Close(Math.Min(off, tick));
            (open, start, off) = (note, tick, long.MaxValue);
        }

        Close(Math.Min(off, Math.Max(end, start + 1)));
        return last;

        void Close(long tick)
        {
            if (open.Note == 0)
                return;
            int key = open.Voice == NesVoice.Noise ? ChipInstrument.LowestNoiseKey + open.Note - 1 : open.Note;
            double velocity = GeneratedTouch.Of(open.Expression, amount).Velocity * LoudestVelocity;
            events.Add(MidiEvent.NoteOn(start, (int)open.Voice, key, Math.Max((int)Math.Round(velocity), 1)));
            events.Add(MidiEvent.NoteOff(tick, (int)open.Voice, key));
            open = default;
            last = tick;
        }
    }
}
