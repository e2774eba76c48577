using System.Collections.Immutable;
using LakhNes.Score.Text;

namespace LakhNes.Score.Beats;

/// <summary>
/// Bars and beats of a song. Those that a MIDI file states, where the notes lie on them; else estimated from the notes: rows (the
/// finest pulse) by where notes begin, the metre by what is like itself a bar later and by the tempo that is usual, the first bar
/// line by the first onset.
/// </summary>
public sealed class SongBars
{
    // rows explain so much and bars are so much more alike than other spans in songs that are taken as sure
    private const double SureExplained = 0.5,
        SureClarity = 0.02;
    private const int SureBars = 4;

    // steps from row to row of stated bars: sixteenths, and triplets of eighths
    private static readonly int[] StatedSteps = [Metre.StepsPerQuarter / 4, Metre.StepsPerQuarter / 3];

    private readonly RowGrid _rows;
    private readonly int _firstBar; // the row where the first bar begins
    private readonly ImmutableArray<Metre> _metres; // of each bar
    private readonly long[] _steps; // at which bars begin, and where the last one ends

    private SongBars(
        NesScore frames,
        double frameSeconds,
        List<VoiceNote>[] notes,
        RowGrid rows,
        int stepsPerRow,
        int firstBar,
        double clarity,
        IEnumerable<Metre> metres
    )
    {
        Score = frames;
        FrameSeconds = frameSeconds;
        Notes = [.. notes.Select(voice => voice.ToImmutableArray())];
        _rows = rows;
        _firstBar = firstBar;
        StepsPerRow = stepsPerRow;
        Clarity = clarity;
        double last = StepAt(notes.SelectMany(voice => voice).Max(note => note.Start) + 1);
        List<long> steps = [0];
        ImmutableArray<Metre>.Builder bars = ImmutableArray.CreateBuilder<Metre>();
        foreach (Metre metre in metres)
        {
            if (steps[^1] > last)
                break;
            bars.Add(metre);
            steps.Add(steps[^1] + metre.StepsPerBar);
        }
        (_metres, _steps) = (bars.DrainToImmutable(), [.. steps]);
    }

    /// <summary>The song in console frames, its first event at 0.</summary>
    public NesScore Score { get; }

    /// <summary>How long such a frame is: a PAL console's are longer.</summary>
    public double FrameSeconds { get; }

    /// <summary>Each voice's notes in frames, ornaments folded (<see cref="OrnamentFolding"/>).</summary>
    public ImmutableArray<ImmutableArray<VoiceNote>> Notes { get; }

    /// <summary>The first bar's time signature; where bars are estimated, that of all.</summary>
    public Metre Metre => _metres[0];

    /// <summary>How many bars there are up to the last onset's.</summary>
    public int BarCount => _metres.Length;

    /// <summary>Steps from row to row: of a row's notes all begin at multiples of it.</summary>
    public int StepsPerRow { get; }

    /// <summary>
    /// How much of the rhythm rows explain, ornaments folded: 1 where each onset lies within a frame of a row, 0 where no more do
    /// than by chance.
    /// </summary>
    public double Explained => _rows.Explained;

    /// <summary>
    /// By how much the song is more like itself whole bars later than at other distances, -1 to 1; 1 where bars are stated.
    /// </summary>
    public double Clarity { get; }

    /// <summary>The bars are to be trusted.</summary>
    public bool IsSure => Explained >= SureExplained && Clarity >= SureClarity && BarCount >= SureBars;

    /// <summary>Console frames of a quarter note in the mean.</summary>
    public double FramesPerQuarter => _rows.Period * Metre.StepsPerQuarter / StepsPerRow;

    /// <summary>Estimates bars; null for a song without a rhythm, such as one of two notes.</summary>
    /// <param name="score">In samples or frames.</param>
    public static SongBars? Of(NesScore score)
    {
        NesScore frames = ConsoleFrames.FromSamples(score, out double frameSeconds).Trimmed();
        List<VoiceNote>[] notes = OrnamentFolding.Fold(frames);
        if (RowGrid.Of(notes) is not { } rows)
            return null;
        MetreGuess guess = MetreGuess.Of(new RowPattern(notes, rows), rows.Period * frameSeconds * TimeUnit.Frame.PerSecond);
        return new SongBars(
            frames,
            frameSeconds,
            notes,
            rows,
            guess.Metre.StepsPerBar / guess.RowsPerBar,
            guess.FirstBar,
            guess.Clarity,
            Enumerable.Repeat(guess.Metre, rows.Frames.Length + 1)
        );
    }

    /// <summary>
    /// The bars that a song's file states; null where its notes do not lie on them, as in a performance to whose tempo nobody
    /// looked.
    /// </summary>
    /// <param name="score">The song, in samples or frames from the file's beginning.</param>
    /// <param name="stated">The file's bars.</param>
    public static SongBars? Stated(NesScore score, StatedBars stated)
    {
        NesScore song = score.In(TimeUnit.Frame);
        List<VoiceNote>[] notes = OrnamentFolding.Fold(song.Trimmed());
        if (notes.All(voice => voice.Count == 0))
            return null;
        long first = song.Events[0].Time;
        RowGrid? best = null;
        int bestSteps = 0;
        foreach (int steps in StatedSteps)
        {
            double[] frames =
            [
                .. Enumerable
                    .Range(0, (int)(stated.Steps / steps) + 1)
                    .Select(row => (stated.SecondOf(row * steps) * TimeUnit.Frame.PerSecond) - first),
            ];
            if (RowGrid.Known(frames, notes) is not { } rows || rows.Explained <= best?.Explained)
                continue;
            (best, bestSteps) = (rows, steps);
        }
        return best is { Explained: >= SureExplained }
            ? new SongBars(
                song.Trimmed(),
                1 / TimeUnit.Frame.PerSecond,
                notes,
                best,
                bestSteps,
                firstBar: 0,
                clarity: 1,
                stated.Metres
            )
            : null;
    }

    /// <summary>The time signature of a bar.</summary>
    /// <param name="bar">From 0.</param>
    public Metre MetreOf(int bar) => _metres[bar];

    /// <summary>The step at which a bar begins.</summary>
    /// <param name="bar">From 0; <see cref="BarCount"/> is where the last one ends.</param>
    public long StepOf(int bar) => _steps[bar];

    /// <summary>
    /// Steps (<see cref="Metre.StepsPerQuarter"/> a quarter) from the first bar line, which is at or before the first onset, to a
    /// frame of <see cref="Score"/>; as many from row to row.
    /// </summary>
    public double StepAt(double frame) => (_rows.RowsAt(frame) - _firstBar) * StepsPerRow;

    /// <summary>The frame of <see cref="Score"/> at which a step is; below 0 before the first onset.</summary>
    public double FrameAt(double step) => _rows.FrameAt((step / StepsPerRow) + _firstBar);

    /// <summary>The frame of a bar line.</summary>
    /// <param name="bar">From 0; <see cref="BarCount"/> is where the last one ends.</param>
    public double BarLine(int bar) => FrameAt(_steps[bar]);
}
