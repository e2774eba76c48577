using System.Collections.Immutable;
using LakhNes.Score;
using LakhNes.Score.Text;

namespace LakhNes.Corpus.Statistics;

/// <summary>One piece by every <see cref="Measure"/>.</summary>
public sealed class PieceMeasurement
{
    /// <summary>A voice that keeps to one note so long, in seconds, is stuck.</summary>
    public const double StuckSeconds = 8;

    private const int QuartersPerBar = 16;

    private readonly List<Note>[] _notes =
    [
        [],
        [],
        [],
        [],
    ];
    private readonly long _length;
    private readonly BeatGrid _beat;

    private PieceMeasurement(NesScore score)
    {
        long start = score.Events.IsEmpty ? 0 : score.Events[0].Time;
        Note?[] open = new Note?[NesVoices.Count];
        foreach (NesEvent e in score.Events.Where(e => e.IsNote))
        {
            Close(open[(int)e.Voice], e.Time);
            open[(int)e.Voice] = e.Kind == NesEventKind.NoteOn ? new Note(e.Voice, e.Value, e.Time - start, 0) : null;
        }
        foreach (Note? note in open)
            Close(note, score.Length);
        _length = AllNotes.Select(note => note.End).DefaultIfEmpty().Max();
        long[] onsets = [.. AllNotes.Select(note => note.Start)];
        _beat = BeatGrid.Of(onsets);
        Results =
        [
            ByVoice(Enumerable.Range(0, NesVoices.Count), voice => _notes[voice].Count == 0),
            ByVoice(Playing, IsStuck),
            NotesPerSecond(0),
            NotesPerSecond(1),
            NotesPerSecond(2),
            NotesPerSecond(3),
            VoicesAtOnce(),
            Count(9, AllNotes.Select(note => (int)Math.Ceiling(Math.Log2(Math.Clamp(note.End - note.Start, 1, 129))))),
            Count(12, Pitched.Select(note => note.Value % 12)),
            AboveTheCommonest(Count(12, Pitched.Select(note => note.Value % 12))),
            Count(
                27,
                Enumerable
                    .Range(0, (int)NesVoice.Noise)
                    .SelectMany(voice =>
                        _notes[voice].Zip(_notes[voice].Skip(1), (a, b) => Math.Clamp(b.Value - a.Value, -13, 13) + 13)
                    )
            ),
            Count(BeatGrid.Positions, onsets.Select(_beat.PositionOf)),
            onsets.Length == 0 ? [] : [_beat.Strength],
            LikenessOfBars(),
        ];

        void Close(Note? note, long end)
        {
            if (note is { } n && n.Start < end - start) // what ends where it starts is not heard
                _notes[(int)n.Voice].Add(n with { End = end - start });
        }
    }

    /// <summary>A result for each of <see cref="Measure.All"/>: counts, one a label, or numbers.</summary>
    public ImmutableArray<double[]> Results { get; }

    private IEnumerable<Note> AllNotes => _notes.SelectMany(notes => notes);

    private IEnumerable<Note> Pitched => _notes[..(int)NesVoice.Noise].SelectMany(notes => notes);

    private IEnumerable<int> Playing => Enumerable.Range(0, NesVoices.Count).Where(voice => _notes[voice].Count > 0);

    private double Seconds => Math.Max(_length, 1) / TimeUnit.Frame.PerSecond;

    /// <summary>Measures a piece, without the silence around it.</summary>
    /// <param name="score">In samples or frames; samples become frames as in TXF.</param>
    /// <param name="seconds">Only so much from its start is looked at.</param>
    public static PieceMeasurement Of(NesScore score, double seconds)
    {
        NesScore frames = ConsoleFrames.FromSamples(score).WithoutExpression();
        long end = (frames.Events.IsEmpty ? 0 : frames.Events[0].Time) + (long)Math.Round(seconds * TimeUnit.Frame.PerSecond);
        return new PieceMeasurement(end < frames.Length ? frames.Until(end) : frames);
    }

    private static double[] Count(int labels, IEnumerable<int> values)
    {
        double[] counts = new double[labels];
        foreach (int value in values)
            counts[value]++;
        return counts;
    }

    private static double[] ByVoice(IEnumerable<int> voices, Predicate<int> second) =>
        Count(2 * NesVoices.Count, voices.Select(voice => second(voice) ? NesVoices.Count + voice : voice));

    private static double[] AboveTheCommonest(double[] classes)
    {
        int commonest = Array.IndexOf(classes, classes.Max());
        return [.. Enumerable.Range(0, classes.Length).Select(i => classes[(commonest + i) % classes.Length])];
    }

    /// <summary>True where one note is held, or by a pitched voice repeated, for <see cref="StuckSeconds"/>.</summary>
    private bool IsStuck(int voice)
    {
        long start = 0;
        for (int i = 0; i < _notes[voice].Count; i++)
        {
            Note note = _notes[voice][i];
            if (i == 0 || voice == (int)NesVoice.Noise || note.Value != _notes[voice][i - 1].Value)
                start = note.Start;
            if (note.End - start >= StuckSeconds * TimeUnit.Frame.PerSecond)
                return true;
        }
        return false;
    }

    private double[] NotesPerSecond(int voice) => _notes[voice].Count == 0 ? [] : [_notes[voice].Count / Seconds];

    private double[] VoicesAtOnce()
    {
        double[] frames = new double[NesVoices.Count + 1];
        long time = 0;
        int sounding = 0;
        foreach ((long at, int change) in AllNotes.SelectMany(note => new[] { (note.Start, 1), (note.End, -1) }).Order())
        {
            frames[sounding] += at - time;
            (time, sounding) = (at, sounding + change);
        }
        frames[sounding] += _length - time;
        return frames;
    }

    /// <summary>
    /// How much a bar of four beats, counted from the first note's beat, shares, in the mean, with the earlier bar that it is
    /// most like: notes of the same voice, pitch and sixteenth, over all notes of the two (Jaccard's index). Nothing for a piece
    /// of less than two bars with notes.
    /// </summary>
    private double[] LikenessOfBars()
    {
        long first = (long)Math.Floor(_beat.QuarterOf(0) / 4.0) * 4; // a piece's first note starts at 0
        HashSet<(NesVoice, long, int)>[] bars =
        [
            .. AllNotes
                .Select(note => (note.Voice, Quarter: _beat.QuarterOf(note.Start) - first, note.Value))
                .GroupBy(note => note.Quarter / QuartersPerBar)
                .OrderBy(bar => bar.Key)
                .Select(bar => bar.Select(note => (note.Voice, note.Quarter % QuartersPerBar, note.Value)).ToHashSet()),
        ];
        if (bars.Length < 2)
            return [];
        double sum = 0;
        for (int i = 1; i < bars.Length; i++)
            sum += bars[..i].Max(earlier => Likeness(earlier, bars[i]));
        return [sum / (bars.Length - 1)];
    }

    private static double Likeness<T>(HashSet<T> a, HashSet<T> b)
    {
        double shared = a.Count(b.Contains);
        return shared / (a.Count + b.Count - shared);
    }

    private readonly record struct Note(NesVoice Voice, int Value, long Start, long End);
}
