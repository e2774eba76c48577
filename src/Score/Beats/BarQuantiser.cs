using System.Collections.Immutable;
using LakhNes.Score.Text;

namespace LakhNes.Score.Beats;

/// <summary>
/// Writes a song as its tracker did: notes begin on rows or on simple parts between them, ornaments are folded, and a rest is
/// written where it is heard as one.
/// </summary>
public static class BarQuantiser
{
    // a note so near to a row, in frames or in parts of a row, began on it
    private const double NearFrames = 1.01,
        NearPart = 0.25;

    // rests count in sixteenths, or in rows where these are longer
    private const int RestStep = Metre.StepsPerQuarter / 4;

    // bars whose tempo differs by less than this share have one tempo
    private const double SameTempo = 0.025;

    /// <summary>The song in steps, from its first bar line to the end of its last bar.</summary>
    public static NesScore Quantise(SongBars song)
    {
        ImmutableArray<ScoreBar> bars = BarsOf(song);
        long end = bars[^1].End;
        List<NesEvent> events = [];
        foreach (ImmutableArray<VoiceNote> notes in song.Notes)
            AddVoice(events, song, notes, end);
        return new NesScore(TimeUnit.Step, [.. events.OrderBy(e => e.Time).ThenBy(e => e.Voice)], end, bars);
    }

    /// <summary>The step at which a note that begins in a frame is written.</summary>
    public static long StepOf(SongBars song, long frame)
    {
        double exact = song.StepAt(frame) / song.StepsPerRow,
            row = Math.Round(exact),
            part = exact - row;
        int steps = song.StepsPerRow;
        double framesPerRow = song.FramesPerQuarter * steps / Metre.StepsPerQuarter;
        if (Math.Abs(part) <= NearPart || Math.Abs(part) * framesPerRow <= NearFrames)
            return Math.Max((long)row * steps, 0);
        double nearest = 0;
        foreach (int parts in (ReadOnlySpan<int>)[2, 3])
        {
            // a part must be a whole number of steps
            if (steps % parts != 0)
                continue;
            double candidate = Math.Round(part * parts) / parts;
            if (candidate != 0 && (nearest == 0 || Math.Abs(part - candidate) < Math.Abs(part - nearest)))
                nearest = candidate;
        }
        return Math.Max((long)Math.Round((row + nearest) * steps), 0);
    }

    private static void AddVoice(List<NesEvent> events, SongBars song, ImmutableArray<VoiceNote> notes, long end)
    {
        int rest = (RestStep + song.StepsPerRow - 1) / song.StepsPerRow * song.StepsPerRow;
        for (int i = 0; i < notes.Length; i++)
        {
            VoiceNote note = notes[i];
            long start = StepOf(song, note.Start);
            long next = i + 1 < notes.Length ? StepOf(song, notes[i + 1].Start) : end;
            if (next == start && i + 1 < notes.Length && notes[i + 1].Length >= note.Length)
                continue; // of two notes that fall together the longer one stays
            NesEvent last = events.Count > 0 ? events[^1] : default;
            if (last.Kind == NesEventKind.NoteOn && last.Voice == note.Voice && last.Time == start)
                continue;
            events.Add(NesEvent.NoteOn(start, note.Voice, note.Key));
            long sounding = Math.Max(rest, (long)Math.Round((song.StepAt(note.End) - start) / rest) * rest);
            if (start + sounding < next)
                events.Add(NesEvent.NoteOff(start + sounding, note.Voice));
        }
    }

    /// <summary>The bars, neighbours of nearly the same tempo with that of all of them.</summary>
    private static ImmutableArray<ScoreBar> BarsOf(SongBars song)
    {
        double[] lengths = [.. Enumerable.Range(0, song.BarCount).Select(bar => song.BarLine(bar + 1) - song.BarLine(bar))];
        double[] quarters =
        [
            .. Enumerable.Range(0, song.BarCount).Select(bar => (double)song.MetreOf(bar).StepsPerBar / Metre.StepsPerQuarter),
        ];
        ImmutableArray<ScoreBar>.Builder bars = ImmutableArray.CreateBuilder<ScoreBar>(lengths.Length);
        for (int from = 0; from < lengths.Length; )
        {
            int to = from;
            double sum = 0,
                sumQuarters = 0;
            for (; to < lengths.Length; to++)
            {
                if (to > from && Math.Abs((lengths[to] * (sumQuarters / quarters[to]) / sum) - 1) >= SameTempo)
                    break;
                sum += lengths[to];
                sumQuarters += quarters[to];
            }
            int tempo = BarSymbol.NearestTempo(60 * sumQuarters / (sum * song.FrameSeconds));
            for (; from < to; from++)
                bars.Add(new ScoreBar(song.StepOf(from), song.MetreOf(from), tempo));
        }
        return bars.ToImmutable();
    }
}
