using LakhNes.Score.Midi;

namespace LakhNes.Score.NesMdb;

/// <summary>
/// Scores as MIDI files for a DAW: 960 ticks a quarter in the piece's own tempo and metre, tracks named as hosts show them, noise
/// from C2 up, loudness as controller 11 over its whole range, timbre as controller 12. <see cref="NesMidi.Read"/> reads them.
/// </summary>
public static class HostMidi
{
    private const int QuarterTicks = 960;
    private const int Velocity = 100;

    /// <summary>Markers where a piece that loops begins and ends, as game engines read them.</summary>
    public const string LoopStart = "loopStart",
        LoopEnd = "loopEnd";

    private const double UsualBeat = 0.5,
        Microseconds = 1e6,
        MicrosecondsAMinute = 60e6;

    /// <summary>Writes a score.</summary>
    /// <param name="score">One with bars keeps their tempo and metre; another is put on quarters of one length, in 4/4.</param>
    /// <param name="beat">Seconds of a quarter where the score has no bars; null: half a second.</param>
    /// <param name="title">The piece's name; empty: none.</param>
    /// <remarks>A note lasts a tick or longer, and one that is still open ends with the piece.</remarks>
    public static MidiFile Write(NesScore score, double? beat = null, string title = "")
    {
        int quarter = (int)Math.Round((beat ?? UsualBeat) * Microseconds);
        double ticksPerUnit = score.Bars.IsEmpty
            ? QuarterTicks * Microseconds / quarter / score.Unit.PerSecond
            : (double)QuarterTicks / Metre.StepsPerQuarter;
        long Tick(long time) => (long)Math.Round(time * ticksPerUnit, MidpointRounding.AwayFromZero);
        long end = Tick(score.Length);
        List<MidiEvent> song = title.Length > 0 ? [MidiEvent.TextEvent(0, MidiMeta.TrackName, title)] : [];
        if (score.Bars.IsEmpty)
            song.AddRange([MidiEvent.Tempo(0, quarter), MidiEvent.TimeSignature(0, 4, 4)]);
        else
            song.AddRange(Bars(score, Tick));
        if (score.Loops)
            song.AddRange(Markers(0, Math.Max(end, song[^1].Tick)));
        song.Sort((one, other) => one.Tick.CompareTo(other.Tick));
        List<MidiTrack> tracks = [new MidiTrack(song, Math.Max(end, song[^1].Tick))];
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            tracks.Add(Track(score, voice, Tick, end));
        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(QuarterTicks), tracks);
    }

    /// <summary>The markers of a piece that loops.</summary>
    /// <param name="start">The tick at which it goes on after its end.</param>
    /// <param name="end">The tick at which it ends.</param>
    public static IEnumerable<MidiEvent> Markers(long start, long end) =>
        [MidiEvent.TextEvent(start, MidiMeta.Marker, LoopStart), MidiEvent.TextEvent(end, MidiMeta.Marker, LoopEnd)];

    private static IEnumerable<MidiEvent> Bars(NesScore score, Func<long, long> tick)
    {
        ScoreBar before = default;
        foreach (ScoreBar bar in score.Bars)
        {
            if (bar.Tempo != before.Tempo)
                yield return MidiEvent.Tempo(tick(bar.Start), (int)Math.Round(MicrosecondsAMinute / bar.Tempo));
            if (bar.Metre != before.Metre)
                yield return MidiEvent.TimeSignature(tick(bar.Start), bar.Metre.Numerator, bar.Metre.Denominator);
            before = bar;
        }
    }

    private static MidiTrack Track(NesScore score, NesVoice voice, Func<long, long> tick, long end)
    {
        int channel = (int)voice,
            key = -1;
        long start = 0,
            last = end;
        List<MidiEvent> events = [MidiEvent.TextEvent(0, MidiMeta.TrackName, NesMidi.HostNames[(int)voice])];
        foreach (NesEvent e in score.Events.Where(e => e.Voice == voice))
        {
            long at = tick(e.Time);
            switch (e.Kind)
            {
                case NesEventKind.NoteOn:
                    Close(at);
                    (key, start) = (
                        voice == NesVoice.Noise ? NesMidi.LowestHostNoiseKey + e.Value - 1 : e.Value,
                        Math.Max(at, start)
                    );
                    events.Add(MidiEvent.NoteOn(start, channel, key, Velocity));
                    break;
                case NesEventKind.NoteOff:
                    Close(at);
                    break;
                case NesEventKind.Velocity:
                    events.Add(MidiEvent.Controller(at, channel, NesMidi.VelocityController, NesMidi.ToHostLevel(e.Value)));
                    break;
                default:
                    events.Add(MidiEvent.Controller(at, channel, NesMidi.TimbreController, e.Value));
                    break;
            }
        }

        Close(end);

        // in one tick a note's end, then controllers, then the next note: it begins as loud as it is to be
        return new MidiTrack([.. events.OrderBy(e => e.Tick).ThenBy(Rank)], last);

        void Close(long at)
        {
            if (key < 0)
                return;
            start = Math.Max(at, start + 1);
            events.Add(MidiEvent.NoteOff(start, channel, key));
            last = Math.Max(last, start);
            key = -1;
        }
    }

    private static int Rank(MidiEvent e) =>
        e.Kind switch
        {
            MidiEventKind.Meta => 0,
            MidiEventKind.NoteOff => 1,
            MidiEventKind.Controller => 2,
            _ => 3,
        };
}
