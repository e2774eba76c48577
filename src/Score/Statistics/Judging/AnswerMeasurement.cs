using System.Collections.Immutable;

namespace LakhNes.Score.Statistics.Judging;

/// <summary>An answer to a prompt by every <see cref="AnswerMeasure"/>.</summary>
public sealed class AnswerMeasurement
{
    /// <summary>Notes of a pattern.</summary>
    public const int PatternNotes = 4;

    /// <summary>Notes of a motif, whose rhythm counts too.</summary>
    public const int MotifNotes = 6;

    /// <summary>A voice that keeps to one key so long, in quarter notes, is stuck.</summary>
    public const double StuckQuarters = 4;

    // a longer rest lets a voice off the key that it repeats
    private const double LongestRest = 1;

    // sixteenths between two onsets that are told apart
    private const int Longest = 16;

    // so many bars make the phrase that comes back
    private const int PhraseBars = 4;

    private AnswerMeasurement(double[] values, ImmutableArray<double[]> windows)
    {
        Values = values;
        Windows = windows;
    }

    /// <summary>A value for each of <see cref="AnswerMeasure.All"/>; NaN where there is none.</summary>
    public double[] Values { get; }

    /// <summary>The same for each two bars of the answer.</summary>
    public ImmutableArray<double[]> Windows { get; }

    /// <summary>Measures an answer.</summary>
    /// <param name="prompt">What it answers.</param>
    /// <param name="answer">The answer, from a bar line of its own on.</param>
    public static AnswerMeasurement Of(Phrase prompt, Phrase answer)
    {
        var heard = new Heard(prompt);
        return new AnswerMeasurement(
            Measure(heard, answer), [.. Enumerable.Range(0, answer.Bars / 2).Select(window => Measure(heard, answer.Cut(2 * window, 2)))]);
    }

    private static double[] Measure(Heard prompt, Phrase answer) =>
    [
        Share(answer.Beginnings.Where(note => note.IsPitched), note => prompt.Key?.Contains(note.Key) ?? true),
        Distances.JensenShannon(prompt.Rhythm, RhythmOf(answer)),
        answer.Beginnings.Select(note => note.Voice).Distinct().Count(),
        Silence(answer),
        answer.Notes.Select(note => note.End - note.Start).DefaultIfEmpty().Max(),
        Stuck(answer),
        Share(PatternsOf(answer, PatternNotes, rhythm: false), prompt.Patterns.Contains),
        PatternsOf(answer, MotifNotes, rhythm: true).Any(prompt.Motifs.Contains) ? 1 : 0,
        OwnPatterns(answer),
        LikenessOfBars(answer),
        Harsh(answer),
    ];

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> which)
    {
        int count = 0, chosen = 0;
        foreach (T one in all)
        {
            count++;
            if (which(one))
                chosen++;
        }
        return count > 0 ? (double)chosen / count : double.NaN;
    }

    // inter-onset times of each voice in sixteenths
    private static double[] RhythmOf(Phrase phrase)
    {
        double[] counts = new double[Longest + 1];
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            PhraseNote[] notes = [.. phrase.Beginnings.Where(note => note.Voice == voice)];
            for (int i = 1; i < notes.Length; i++)
                counts[Math.Clamp(notes[i].Sixteenth - notes[i - 1].Sixteenth, 0, Longest)]++;
        }
        return counts;
    }

    // intervals, and with rhythm the sixteenths from note to note; what only repeats one key is none
    private static IEnumerable<Pattern> PatternsOf(Phrase phrase, int length, bool rhythm)
    {
        for (var voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
        {
            PhraseNote[] notes = [.. phrase.Beginnings.Where(note => note.Voice == voice)];
            for (int first = 0; first + length <= notes.Length; first++)
            {
                var pattern = default(Pattern);
                bool moves = false;
                for (int i = first + 1; i < first + length; i++)
                {
                    int interval = notes[i].Key - notes[i - 1].Key;
                    moves |= interval != 0;
                    pattern = pattern.With(interval, rhythm ? Math.Min(notes[i].Sixteenth - notes[i - 1].Sixteenth, Longest) : 0);
                }
                if (moves)
                    yield return pattern;
            }
        }
    }

    private static double OwnPatterns(Phrase answer)
    {
        Pattern[] all = [.. PatternsOf(answer, PatternNotes, rhythm: false)];
        HashSet<Pattern> again = [.. all.GroupBy(pattern => pattern).Where(same => same.Count() > 1).Select(same => same.Key)];
        return Share(all, again.Contains);
    }

    private static double Silence(Phrase answer)
    {
        double sounding = 0, to = 0;
        foreach (PhraseNote note in answer.Notes.Where(note => note.IsPitched))
        {
            double end = Math.Min(note.End, answer.Length);
            sounding += Math.Max(0, end - Math.Max(note.Start, to));
            to = Math.Max(to, end);
        }
        return 1 - sounding / answer.Length;
    }

    // of the time of the pitched voices that play
    private static double Stuck(Phrase answer)
    {
        double stuck = 0;
        int voices = 0;
        for (var voice = NesVoice.Pulse1; voice < NesVoice.Noise; voice++)
        {
            PhraseNote[] notes = [.. answer.Notes.Where(note => note.Voice == voice)];
            voices += notes.Length > 0 ? 1 : 0;
            for (int first = 0, after; first < notes.Length; first = after)
            {
                for (after = first + 1; after < notes.Length && notes[after].Key == notes[first].Key
                    && notes[after].Start - notes[after - 1].End <= LongestRest; after++) { }
                double start = notes[first].Start, end = notes[after - 1].End;
                if (end - start >= StuckQuarters)
                    stuck += Math.Min(end, answer.Length) - Math.Max(start, 0);
            }
        }
        return voices > 0 ? stuck / (voices * answer.Length) : 0;
    }

    // voice, sixteenth and key of the notes of two bars: shared ones over all (Jaccard's index); bars of which both are empty do not count
    private static double LikenessOfBars(Phrase answer)
    {
        var bars = new HashSet<(NesVoice, int, int)>[answer.Bars];
        for (int bar = 0; bar < bars.Length; bar++)
        {
            double start = bar * answer.QuartersPerBar * 4;
            bars[bar] = [.. answer.Beginnings.Where(note => note.Sixteenth >= start && note.Sixteenth < start + answer.QuartersPerBar * 4)
                .Select(note => (note.Voice, (int)(note.Sixteenth - start), note.Key))];
        }
        double sum = 0;
        int count = 0;
        for (int bar = PhraseBars; bar < bars.Length; bar++)
        {
            int shared = bars[bar].Count(bars[bar - PhraseBars].Contains), all = bars[bar].Count + bars[bar - PhraseBars].Count - shared;
            if (all == 0)
                continue;
            sum += (double)shared / all;
            count++;
        }
        return count > 0 ? sum / count : double.NaN;
    }

    // of the time in which two pitched voices sound or more
    private static double Harsh(Phrase answer)
    {
        PhraseNote[] pitched = [.. answer.Notes.Where(note => note.IsPitched)];
        double[] times = [.. pitched.SelectMany(note => new[] { Math.Max(note.Start, 0), Math.Min(note.End, answer.Length) }).Distinct().Order()];
        double harsh = 0, together = 0;
        for (int i = 1; i < times.Length; i++)
        {
            int lowest = int.MaxValue, highest = 0, sounding = 0;
            foreach (PhraseNote note in pitched)
            {
                if (note.Start > times[i - 1] || note.End < times[i])
                    continue;
                sounding++;
                lowest = Math.Min(lowest, note.Key);
                highest = Math.Max(highest, note.Key);
            }
            if (sounding < 2)
                continue;
            together += times[i] - times[i - 1];
            if ((highest - lowest) % 12 is 1 or 6 or 11)
                harsh += times[i] - times[i - 1];
        }
        return together > 0 ? harsh / together : double.NaN;
    }

    /// <summary>What is known of a prompt.</summary>
    private sealed class Heard(Phrase prompt)
    {
        public MusicalKey? Key { get; } = MusicalKey.Of(prompt.Notes);

        public double[] Rhythm { get; } = RhythmOf(prompt);

        public HashSet<Pattern> Patterns { get; } = [.. PatternsOf(prompt, PatternNotes, rhythm: false)];

        public HashSet<Pattern> Motifs { get; } = [.. PatternsOf(prompt, MotifNotes, rhythm: true)];
    }

    // steps of a pattern, 13 bits each: interval (8 bits) and sixteenths (5 bits)
    private readonly record struct Pattern(UInt128 Steps)
    {
        public Pattern With(int interval, int sixteenths) => new(Steps << 13 | (UInt128)(uint)((interval & 0xFF) << 5 | sixteenths));
    }
}
