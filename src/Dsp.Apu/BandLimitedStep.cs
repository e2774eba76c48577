namespace LakhNes.Dsp.Apu;

/// <summary>
/// The band-limited impulse whose running sum is a band-limited step: a Kaiser-windowed sinc (Brandt, "Hard Sync Without
/// Aliasing", 2001, for the idea). Its cut-off is a share of the host rate, so one table serves every rate.
/// <para>
/// Taps are whole multiples of 2^-24 and each phase's taps sum to exactly 1. With step heights in whole multiples of 2^-22 below
/// 2^6, every product and every sum of a renderer is exact in a double: no drift, and the same output whatever the order of
/// additions. </para>
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

    /// <summary>Taps of the coarse kind, in the middle of <see cref="Taps"/>.</summary>
    public const int CoarseTaps = 12;

    /// <summary>Samples from a step to its first coarse tap: a multiple of four.</summary>
    public const int CoarseOffset = (Taps - CoarseTaps) / 2;

    /// <summary>Zeros before and after a phase's taps, so that a run of taps may begin at any multiple of four samples.</summary>
    public const int Padding = 4;

    /// <summary>From one phase to the next in <see cref="Table"/>.</summary>
    public const int Stride = Taps + 2 * Padding;

    /// <summary>From one phase to the next in <see cref="CoarseTable"/>.</summary>
    public const int CoarseStride = CoarseTaps + 2 * Padding;

    private const double TapSteps = 1 << 24;

    /// <summary>[phase * Stride + Padding + tap], phase 0 to <see cref="Phases"/>.</summary>
    public static readonly double[] Table = MakeTable(Taps, cutOff: 0.485, kaiserBeta: 6.0);

    /// <summary>[phase * CoarseStride + Padding + tap], phase 0 to <see cref="Phases"/>.</summary>
    public static readonly double[] CoarseTable = MakeTable(CoarseTaps, cutOff: 0.46, kaiserBeta: 4.0);

    private static double[] MakeTable(int count, double cutOff, double kaiserBeta)
    {
        int stride = count + 2 * Padding;
        double[] table = new double[(Phases + 1) * stride];
        for (int phase = 0; phase <= Phases; phase++)
            MakePhase(table.AsSpan(phase * stride + Padding, count), (double)phase / Phases, cutOff, kaiserBeta);
        return table;
    }

    private static void MakePhase(Span<double> taps, double fraction, double cutOff, double kaiserBeta)
    {
        double halfWidth = (taps.Length - 1) / 2.0;
        double sum = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            // Half a sample before the middle: the running sum adds as much.
            taps[i] = Impulse(i - halfWidth - fraction, halfWidth, cutOff, kaiserBeta);
            sum += taps[i];
        }
        double rounded = 0;
        int largest = 0;
        for (int i = 0; i < taps.Length; i++)
        {
            taps[i] = Math.Round(taps[i] / sum * TapSteps) / TapSteps;
            rounded += taps[i];
            if (taps[i] > taps[largest])
                largest = i;
        }
        taps[largest] += 1 - rounded;
    }

    private static double Impulse(double x, double halfWidth, double cutOff, double kaiserBeta)
    {
        if (Math.Abs(x) >= halfWidth)
            return 0;
        double ratio = x / halfWidth;
        double window = BesselI0(kaiserBeta * Math.Sqrt(1 - ratio * ratio)) / BesselI0(kaiserBeta);
        double angle = 2 * Math.PI * cutOff * x;
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
