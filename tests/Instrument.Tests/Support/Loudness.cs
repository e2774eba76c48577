namespace LakhNes.Instrument.Tests.Support;

/// <summary>
/// Integrated loudness by ITU-R BS.1770: K-weighting, blocks of 400 ms every 100 ms, the absolute and the relative gate.
/// </summary>
internal static class Loudness
{
    private const double BlockSeconds = 0.4,
        StepSeconds = 0.1,
        AbsoluteGate = -70,
        RelativeGate = -10,
        Offset = -0.691;

    /// <summary>Loudness in LUFS; minus infinity where no block passes the absolute gate.</summary>
    /// <param name="channels">Channels of equal weight and length.</param>
    /// <param name="rate">Samples a second.</param>
    public static double Of(double[][] channels, int rate)
    {
        double[][] weighted = [.. channels.Select(channel => HighPass(Shelf(channel, rate), rate))];
        int block = (int)(BlockSeconds * rate),
            step = (int)(StepSeconds * rate);
        var powers = new List<double>();
        for (int at = 0; at + block <= channels[0].Length; at += step)
        {
            int start = at;
            powers.Add(weighted.Sum(channel => channel.AsSpan(start, block).ToArray().Average(sample => sample * sample)));
        }

        double[] loud = [.. powers.Where(power => ToLufs(power) > AbsoluteGate)];
        if (loud.Length == 0)
            return double.NegativeInfinity;
        double gate = ToLufs(loud.Average()) + RelativeGate;
        return ToLufs(loud.Where(power => ToLufs(power) > gate).Average());
    }

    private static double ToLufs(double power) => Offset + (10 * Math.Log10(power));

    // the head's effect
    private static double[] Shelf(double[] samples, int rate)
    {
        const double frequency = 1681.974450955533,
            gain = 3.999843853973347,
            quality = 0.7071752369554196;
        double k = Math.Tan(Math.PI * frequency / rate),
            high = Math.Pow(10, gain / 20),
            middle = Math.Pow(high, 0.4996667741545416);
        double norm = 1 + (k / quality) + (k * k);
        return Filter(
            samples,
            (high + (middle * k / quality) + (k * k)) / norm,
            2 * ((k * k) - high) / norm,
            (high - (middle * k / quality) + (k * k)) / norm,
            2 * ((k * k) - 1) / norm,
            (1 - (k / quality) + (k * k)) / norm
        );
    }

    private static double[] HighPass(double[] samples, int rate)
    {
        const double frequency = 38.13547087602444,
            quality = 0.5003270373238773;
        double k = Math.Tan(Math.PI * frequency / rate),
            norm = 1 + (k / quality) + (k * k);
        return Filter(samples, 1, -2, 1, 2 * ((k * k) - 1) / norm, (1 - (k / quality) + (k * k)) / norm);
    }

    private static double[] Filter(double[] x, double b0, double b1, double b2, double a1, double a2)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] =
                (b0 * x[i]) + (i > 0 ? (b1 * x[i - 1]) - (a1 * y[i - 1]) : 0) + (i > 1 ? (b2 * x[i - 2]) - (a2 * y[i - 2]) : 0);
        }

        return y;
    }
}
