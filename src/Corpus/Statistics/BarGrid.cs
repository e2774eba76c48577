using LakhNes.Score;
using LakhNes.Score.Text;

namespace LakhNes.Corpus.Statistics;

/// <summary>Where a song's bars are: a constant tempo from its first bar line on.</summary>
/// <param name="FramesPerQuarter">Console frames a quarter note, above 0.</param>
/// <param name="Start">Frame of the first bar line.</param>
/// <param name="QuartersPerBar">Length of a bar in quarter notes, above 0.</param>
/// <param name="Strength">How closely onsets keep to sixteenths: 1 exactly, near 0 not at all.</param>
public readonly record struct BarGrid(double FramesPerQuarter, double Start, double QuartersPerBar, double Strength)
{
    /// <summary>Onsets of songs in a steady tempo keep to sixteenths as closely as this, or closer.</summary>
    public const double Clear = 0.85;

    // the period of BeatGrid is exact to half a step: over a song that would add up to several frames
    private const double Reach = 0.06,
        Step = 0.001;

    // so much of a song says what its tempo is
    private const double Seconds = 45;

    // quarters in a bar where nothing says otherwise
    private const double CommonTime = 4;

    /// <summary>Quarter notes a minute.</summary>
    public double Tempo => TimeUnit.Frame.PerSecond * 60 / FramesPerQuarter;

    /// <summary>The tempo is steady enough to count bars by.</summary>
    public bool IsClear => Strength >= Clear;

    /// <summary>Song position of a frame, in quarter notes from the first bar line.</summary>
    public double QuarterOf(double frame) => (frame - Start) / FramesPerQuarter;

    /// <summary>
    /// The bars that a song's onsets suggest: a constant tempo in 4/4, the first onset on the first beat. The tempo is that of
    /// <see cref="BeatGrid"/>, made exact.
    /// </summary>
    /// <param name="song">In samples or frames.</param>
    public static BarGrid Of(NesScore song)
    {
        long[] onsets = [.. ConsoleFrames.FromSamples(song).Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time)];
        if (onsets.Length == 0)
            return new BarGrid(30, 0, CommonTime, 0);
        long end = onsets[0] + (long)(Seconds * TimeUnit.Frame.PerSecond);
        long[] heard = [.. onsets.TakeWhile(onset => onset < end).Select(onset => onset - onsets[0])];
        double rough = BeatGrid.Of(heard).Period,
            best = rough,
            strongest = -1;
        for (double period = rough - Reach; period <= rough + Reach; period += Step)
        {
            double strength = StrengthOf(heard, period);
            if (strength > strongest)
                (best, strongest) = (period, strength);
        }
        return new BarGrid(best, onsets[0], CommonTime, strongest);
    }

    // the length of the mean of the onsets' phases in a sixteenth
    private static double StrengthOf(long[] onsets, double period)
    {
        double real = 0,
            imaginary = 0;
        foreach (long onset in onsets)
        {
            (double sin, double cos) = Math.SinCos(4 * Math.Tau * onset / period);
            real += cos;
            imaginary += sin;
        }
        return Math.Min(Math.Sqrt(real * real + imaginary * imaginary) / onsets.Length, 1);
    }
}
