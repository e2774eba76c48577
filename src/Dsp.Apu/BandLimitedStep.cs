namespace LakhNes.Dsp.Apu;

/// <summary>
/// The band-limited impulse whose running sum is a band-limited step: a Kaiser-windowed sinc (Brandt, "Hard Sync Without Aliasing",
/// 2001, for the idea). Its cut-off is a share of the host rate, so one table serves every rate.
/// <para>
/// Taps are whole multiples of 2^-24 and each phase's taps sum to exactly 1. With step heights in whole multiples of 2^-22 below 2^6,
/// every product and every sum of a renderer is exact in a double: no drift, and the same output whatever the order of additions.
/// </para>
/// </summary>
internal static class BandLimitedStep
{
    /// <summary>Taps a phase, and samples a step reaches beyond its own.</summary>
    public const int Taps = 28;

    /// <summary>Phases a sample; between two of them a step's height is divided.</summary>
    public const int Phases = 1 << PhaseBits;

    /// <summary>Binary logarithm of <see cref="Phases"/>.</summary>
    public const int PhaseBits = 6;

    /// <summary>Samples from a step to the middle of its band-limited image.</summary>
    public const int Delay = 13;

    private const double HalfWidth = 13.5;
    private const double CutOff = 0.485;
    private const double KaiserBeta = 6.0;
    private const double TapSteps = 1 << 24;

    /// <summary>Zeros before and after a phase's taps, so that a run of taps may begin at any multiple of four samples.</summary>
    public const int Padding = 4;

    /// <summary>From one phase to the next in <see cref="Table"/>.</summary>
    public const int Stride = Taps + 2 * Padding;

    /// <summary>[phase * Stride + Padding + tap], phase 0 to <see cref="Phases"/>.</summary>
    public static readonly double[] Table = MakeTable();

    private static double[] MakeTable()
    {
        double[] table = new double[(Phases + 1) * Stride];
        for (int phase = 0; phase <= Phases; phase++)
            MakePhase(table.AsSpan(phase * Stride + Padding, Taps), (double)phase / Phases);
        return table;
    }

    private static void MakePhase(Span<double> taps, double fraction)
    {
        double sum = 0;
        for (int i = 0; i < Taps; i++)
        {
            // The running sum adds half a sample.
            taps[i] = Impulse(i - Delay - 0.5 - fraction);
            sum += taps[i];
        }
        double rounded = 0;
        int largest = 0;
        for (int i = 0; i < Taps; i++)
        {
            taps[i] = Math.Round(taps[i] / sum * TapSteps) / TapSteps;
            rounded += taps[i];
            if (taps[i] > taps[largest])
                largest = i;
        }
        taps[largest] += 1 - rounded;
    }

    private static double Impulse(double x)
    {
        if (Math.Abs(x) >= HalfWidth)
            return 0;
        double ratio = x / HalfWidth;
        double window = BesselI0(KaiserBeta * Math.Sqrt(1 - ratio * ratio)) / BesselI0(KaiserBeta);
        double angle = 2 * Math.PI * CutOff * x;
        return window * (angle == 0 ? 1 : Math.Sin(angle) / angle);
    }

    private static double BesselI0(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
