using System.Collections.Immutable;
using LakhNes.Score.Text;

namespace LakhNes.Score.Beats;

/// <summary>
/// Bars and beats of a song, estimated from its notes: rows (the finest pulse) by where notes begin, the metre by what is like
/// itself a bar later and by the tempo that is usual, the first bar line by the first onset.
/// </summary>
public sealed class SongBars
{
    // rows explain so much and bars are so much more alike than other spans in songs that are taken as sure
    private const double SureExplained = 0.5,
        SureClarity = 0.02;
    private const int SureBars = 4;

    private readonly RowGrid _rows;
    private readonly MetreGuess _metre;

    private SongBars(NesScore frames, List<VoiceNote>[] notes, RowGrid rows, MetreGuess metre)
    {
        Score = frames;
        Notes = [.. notes.Select(voice => voice.ToImmutableArray())];
        _rows = rows;
        _metre = metre;
        StepsPerRow = metre.Metre.StepsPerBar / metre.RowsPerBar;
        long last = notes.SelectMany(voice => voice).Max(note => note.Start);
        BarCount = (int)Math.Floor(StepAt(last + 1) / Metre.StepsPerBar) + 1;
    }

    /// <summary>The song in console frames, its first event at 0.</summary>
    public NesScore Score { get; }

    /// <summary>Each voice's notes in frames, ornaments folded (<see cref="OrnamentFolding"/>).</summary>
    public ImmutableArray<ImmutableArray<VoiceNote>> Notes { get; }

    /// <summary>The time signature.</summary>
    public Metre Metre => _metre.Metre;

    /// <summary>How many bars there are up to the last onset's.</summary>
    public int BarCount { get; }

    /// <summary>Steps from row to row: of a row's notes all begin at multiples of it.</summary>
    public int StepsPerRow { get; }

    /// <summary>
    /// How much of the rhythm rows explain, ornaments folded: 1 where each onset lies within a frame of a row, 0 where no more do
    /// than by chance.
    /// </summary>
    public double Explained => _rows.Explained;

    /// <summary>By how much the song is more like itself whole bars later than at other distances, -1 to 1.</summary>
    public double Clarity => _metre.Clarity;

    /// <summary>The estimate is to be trusted.</summary>
    public bool IsSure => Explained >= SureExplained && Clarity >= SureClarity && BarCount >= SureBars;

    /// <summary>Console frames of a quarter note in the mean.</summary>
    public double FramesPerQuarter => _rows.Period * Metre.StepsPerQuarter / StepsPerRow;

    /// <summary>Estimates bars; null for a song without a rhythm, such as one of two notes.</summary>
    /// <param name="score">In samples or frames.</param>
    public static SongBars? Of(NesScore score)
    {
        NesScore frames = ConsoleFrames.FromSamples(score).Trimmed();
        List<VoiceNote>[] notes = OrnamentFolding.Fold(frames);
        if (RowGrid.Of(notes) is not { } rows)
            return null;
        return new SongBars(frames, notes, rows, MetreGuess.Of(new RowPattern(notes, rows), rows.Period));
    }

    /// <summary>
    /// Steps (<see cref="Metre.StepsPerQuarter"/> a quarter) from the first bar line, which is at or before the first onset, to a
    /// frame of <see cref="Score"/>; as many from row to row.
    /// </summary>
    public double StepAt(double frame) => (_rows.RowsAt(frame) - _metre.FirstBar) * StepsPerRow;

    /// <summary>The frame of <see cref="Score"/> at which a step is; below 0 before the first onset.</summary>
    public double FrameAt(double step) => _rows.FrameAt((step / StepsPerRow) + _metre.FirstBar);

    /// <summary>The frame of a bar line.</summary>
    /// <param name="bar">From 0; <see cref="BarCount"/> is where the last one ends.</param>
    public double BarLine(int bar) => FrameAt((double)bar * Metre.StepsPerBar);
}
