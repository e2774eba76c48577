using System.Numerics;

namespace LakhNes.Corpus.Statistics;

/// <summary>The beat that a piece's onsets suggest.</summary>
/// <param name="Period">Frames a beat.</param>
/// <param name="Phase">Frame of a beat, at least 0 and below a period: of a beat's quarters the one with most onsets.</param>
/// <param name="Strength">How closely onsets keep to quarters of the beat: 1 exactly, near 0 not at all.</param>
public readonly record struct BeatGrid(double Period, double Phase, double Strength)
{
    /// <summary>Parts of a beat that onsets are told apart by.</summary>
    public const int Positions = 16;

    // 60 to 180 beats a minute; about 120 is likeliest (the prior of Ellis, "Beat tracking by dynamic programming", 2007)
    private const double Shortest = 20,
        Longest = 60,
        Step = 0.05,
        Likeliest = 30;

    /// <summary>
    /// The grid of onsets in frames: the period at which the onsets' Fourier transform is largest, summed over the beat, its half
    /// and its quarter.
    /// </summary>
    public static BeatGrid Of(ReadOnlySpan<long> onsets)
    {
        BeatGrid best = new(Likeliest, 0, 0);
        double largest = 0;
        for (double period = Shortest; period < Longest; period += Step)
        {
            // powers of one unit number are the quarter's parts
            Complex beat = 0,
                half = 0,
                quarter = 0;
            foreach (long onset in onsets)
            {
                (double sin, double cos) = Math.SinCos(Math.Tau * onset / period);
                Complex one = new(cos, sin),
                    two = one * one;
                beat += one;
                half += two;
                quarter += two * two;
            }
            double octaves = Math.Log2(period / Likeliest);
            double sum = (beat.Magnitude + half.Magnitude + quarter.Magnitude) * Math.Exp(-0.5 * octaves * octaves);
            if (sum <= largest)
                continue;
            largest = sum;
            // rounding may exceed 1
            best = new BeatGrid(period, PhaseOf(period, beat, half, quarter), Math.Min(quarter.Magnitude / onsets.Length, 1));
        }
        return best;
    }

    /// <summary>Of the four quarters that onsets keep to, the one that the beat and its half agree with best.</summary>
    private static double PhaseOf(double period, Complex beat, Complex half, Complex quarter)
    {
        double first = quarter.Phase / Math.Tau / 4,
            best = 0,
            most = double.NegativeInfinity;
        for (int i = 0; i < 4; i++)
        {
            double phase = first + i / 4.0;
            double agreement =
                (beat * Complex.FromPolarCoordinates(1, -Math.Tau * phase)).Real
                + (half * Complex.FromPolarCoordinates(1, -2 * Math.Tau * phase)).Real;
            if (agreement > most)
                (best, most) = (phase, agreement);
        }
        return (best < 0 ? best + 1 : best) * period;
    }

    /// <summary>Beats from <see cref="Phase"/> to a frame.</summary>
    public double BeatsAt(long frame) => (frame - Phase) / Period;

    /// <summary>Which of a beat's <see cref="Positions"/> a frame is nearest to.</summary>
    public int PositionOf(long frame) => (int)Modulo((long)Math.Round(BeatsAt(frame) * Positions), Positions);

    /// <summary>The quarter of a beat that a frame is nearest to, counted from <see cref="Phase"/>.</summary>
    public long QuarterOf(long frame) => (long)Math.Round(BeatsAt(frame) * 4);

    private static long Modulo(long x, long divisor) => (x % divisor + divisor) % divisor;
}
