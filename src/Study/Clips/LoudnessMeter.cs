namespace LakhNes.Study.Clips;

/// <summary>
/// Integrated loudness of one channel by ITU-R BS.1770-4: K-weighting, blocks of 400 ms that overlap by three quarters, an
/// absolute gate and one relative to the mean.
/// </summary>
public static class LoudnessMeter
{
    private const double BlockSeconds = 0.4,
        AbsoluteGate = -70,
        RelativeGate = -10,
        Offset = -0.691;
    private const int StepsPerBlock = 4;

    /// <summary>Measures a sound.</summary>
    /// <param name="samples">One channel, full scale at -1 and 1, at least 400 ms.</param>
    /// <param name="sampleRate">Samples a second, 8000 or more.</param>
    /// <returns>In LUFS; minus infinity of silence and of less than a block.</returns>
    public static double Integrated(ReadOnlySpan<float> samples, int sampleRate)
    {
        int step = (int)Math.Round(BlockSeconds * sampleRate / StepsPerBlock);
        double[] sums = new double[samples.Length / step];
        Filter shelf = Filter.Shelf(sampleRate),
            highPass = Filter.HighPass(sampleRate);
        for (int i = 0; i < sums.Length * step; i++)
        {
            double weighted = highPass.Next(shelf.Next(samples[i]));
            sums[i / step] += weighted * weighted;
        }

        double[] powers =
        [
            .. Enumerable
                .Range(0, Math.Max(0, sums.Length - StepsPerBlock + 1))
                .Select(block => sums.AsSpan(block, StepsPerBlock).ToArray().Sum() / (StepsPerBlock * step))
                .Where(power => Loudness(power) > AbsoluteGate),
        ];
        if (powers.Length == 0)
            return double.NegativeInfinity;
        double gate = Loudness(powers.Average()) + RelativeGate;
        return Loudness(powers.Where(power => Loudness(power) > gate).Average());
    }

    private static double Loudness(double power) => Offset + (10 * Math.Log10(power));

    /// <summary>One second-order section of the K-weighting, designed for any sample rate by the bilinear transform.</summary>
    private struct Filter(double b0, double b1, double b2, double a1, double a2)
    {
        private double _x1,
            _x2,
            _y1,
            _y2;

        // the analogue filters behind the coefficients that BS.1770-4 lists for 48 kHz
        public static Filter Shelf(int sampleRate)
        {
            const double Frequency = 1681.974450955533,
                GainDb = 3.999843853973347,
                Q = 0.7071752369554196;
            double k = Math.Tan(Math.PI * Frequency / sampleRate),
                high = Math.Pow(10, GainDb / 20),
                band = Math.Pow(high, 0.4996667741545416),
                a0 = 1 + (k / Q) + (k * k);
            return new(
                (high + (band * k / Q) + (k * k)) / a0,
                2 * ((k * k) - high) / a0,
                (high - (band * k / Q) + (k * k)) / a0,
                2 * ((k * k) - 1) / a0,
                (1 - (k / Q) + (k * k)) / a0
            );
        }

        public static Filter HighPass(int sampleRate)
        {
            const double Frequency = 38.13547087602444,
                Q = 0.5003270373238773;
            double k = Math.Tan(Math.PI * Frequency / sampleRate),
                a0 = 1 + (k / Q) + (k * k);
            return new(1, -2, 1, 2 * ((k * k) - 1) / a0, (1 - (k / Q) + (k * k)) / a0);
        }

        public double Next(double x)
        {
            double y = (b0 * x) + (b1 * _x1) + (b2 * _x2) - (a1 * _y1) - (a2 * _y2);
            (_x2, _x1, _y2, _y1) = (_x1, x, _y1, y);
            return y;
        }
    }
}
