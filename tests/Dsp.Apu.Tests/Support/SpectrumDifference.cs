namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>
/// How far two renders of one song at 44.1 kHz differ, phases aside: the median absolute difference of third-octave levels in
/// frames of 46 ms, after one gain match, over the bands within 50 dB of their frame's loudest.
/// </summary>
internal static class SpectrumDifference
{
    private const int SampleRate = 44_100;
    private const int Frame = 2048;
    private const int Hop = 1024;
    private const int Bands = 26;
    private const double LowestBand = 50;
    private const double Silence = 1e-12;

    private static readonly double[] Window = Fourier.CosineWindow(Frame, symmetric: true, 0.5, -0.5);

    public static double Decibels(double[] first, double[] second)
    {
        int length = Math.Min(first.Length, second.Length);
        double[][] a = Levels(first.AsSpan(0, length));
        double[][] b = Levels(second.AsSpan(0, length));

        double loudest = a.Max(frame => frame.Max());
        double gain = Median(
            from t in Enumerable.Range(0, a.Length)
            from band in Enumerable.Range(0, Bands)
            where a[t][band] > loudest - 60 && a[t][band] > a[t].Max() - 20
            select a[t][band] - b[t][band]
        );
        return Median(
            from t in Enumerable.Range(0, a.Length)
            where a[t].Max() > loudest - 45
            from band in Enumerable.Range(0, Bands)
            where a[t][band] > a[t].Max() - 50
            select Math.Abs(a[t][band] - b[t][band] - gain)
        );
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Band levels in decibels, frame by frame; DC is taken away first.</summary>
    private static double[][] Levels(ReadOnlySpan<double> samples)
    {
        double mean = 0;
        foreach (double sample in samples)
            mean += sample / samples.Length;
        double[][] levels = new double[(samples.Length - Frame) / Hop][];
        double[] frame = new double[Frame];
        for (int t = 0; t < levels.Length; t++)
        {
            for (int i = 0; i < Frame; i++)
                frame[i] = samples[t * Hop + i] - mean;
            levels[t] = BandLevels(Fourier.Power(frame, Window));
        }
        return levels;
    }

    private static double[] BandLevels(double[] power)
    {
        const double BinHertz = (double)SampleRate / Frame;
        double[] levels = new double[Bands];
        for (int band = 0; band < Bands; band++)
        {
            double centre = LowestBand * Math.Pow(2, band / 3.0);
            int from = (int)Math.Ceiling(centre * Math.Pow(2, -1 / 6.0) / BinHertz);
            int to = (int)Math.Ceiling(centre * Math.Pow(2, 1 / 6.0) / BinHertz);
            // A band narrower than a bin takes the nearest.
            if (from == to)
                to = (from = (int)Math.Round(centre / BinHertz)) + 1;
            double sum = Silence;
            foreach (double bin in power.AsSpan(from..Math.Min(to, power.Length)))
                sum += bin;
            levels[band] = 10 * Math.Log10(sum);
        }
        return levels;
    }
}
