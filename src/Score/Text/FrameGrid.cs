namespace LakhNes.Score.Text;

/// <summary>The grid of console frames that a song's event times stand on.</summary>
/// <param name="SamplesPerFrame">Samples (1/44100 s) a frame.</param>
/// <param name="Phase">Sample of a frame's start.</param>
public readonly record struct FrameGrid(double SamplesPerFrame, double Phase)
{
    // NTSC, PAL, and drivers timed to 60 and 50 Hz exactly
    private static readonly double[] FrameLengths = [44100 / 60.0988, 44100 / 50.007, 735, 882];

    private const int Phases = 12; // tried per frame length
    private const int EventsLookedAt = 400;

    /// <summary>Number of the frame whose start is nearest to a time in samples.</summary>
    public long FrameOf(long sample) => (long)Math.Floor((sample - Phase) / SamplesPerFrame + 0.5);

    /// <summary>
    /// The grid with the smallest mean distance to a song's first 400 event times; of equal ones the first tried.
    /// </summary>
    /// <remarks>
    /// Sums are made in NumPy's order (pairwise, blocks of eight), so that close calls fall as they do in the reference.
    /// </remarks>
    public static FrameGrid Of(ReadOnlySpan<long> samples) => Of(samples, FrameLengths);

    /// <summary>As <see cref="Of(ReadOnlySpan{long})"/>, among frames of the given lengths in samples.</summary>
    public static FrameGrid Of(ReadOnlySpan<long> samples, ReadOnlySpan<double> frameLengths)
    {
        samples = samples[..Math.Min(samples.Length, EventsLookedAt)];
        Span<double> distances = stackalloc double[EventsLookedAt];
        distances = distances[..samples.Length];
        FrameGrid best = new(frameLengths[0], 0);
        double bestDistance = double.PositiveInfinity;
        foreach (double frame in frameLengths)
        {
            double step = frame / Phases;
            double tried = Math.Ceiling(frame / step); // 13 where the division rounds up: a whole frame later, never better
            for (int p = 0; p < tried; p++)
            {
                double phase = p * step;
                for (int i = 0; i < samples.Length; i++)
                    distances[i] = Math.Abs(Modulo(samples[i] - phase + frame / 2, frame) - frame / 2);
                double distance = PairwiseSum(distances) / samples.Length / frame;
                if (distance < bestDistance)
                    (best, bestDistance) = (new FrameGrid(frame, phase), distance);
            }
        }
        return best;
    }

    /// <summary>The remainder with the divisor's sign.</summary>
    private static double Modulo(double x, double divisor)
    {
        double r = x % divisor;
        return r < 0 ? r + divisor : r;
    }

    private static double PairwiseSum(ReadOnlySpan<double> x)
    {
        if (x.Length < 8)
        {
            double sum = 0;
            foreach (double value in x)
                sum += value;
            return sum;
        }
        if (x.Length > 128)
        {
            int half = x.Length / 2;
            half -= half % 8;
            return PairwiseSum(x[..half]) + PairwiseSum(x[half..]);
        }
        Span<double> lanes = stackalloc double[8];
        x[..8].CopyTo(lanes);
        int i = 8;
        for (; i + 8 <= x.Length; i += 8)
        {
            for (int lane = 0; lane < 8; lane++)
                lanes[lane] += x[i + lane];
        }
        double total = (lanes[0] + lanes[1] + (lanes[2] + lanes[3])) + (lanes[4] + lanes[5] + (lanes[6] + lanes[7]));
        for (; i < x.Length; i++)
            total += x[i];
        return total;
    }
}
