namespace LakhNes.Instrument.Samples;

/// <summary>Brings a recording to another rate by a windowed sinc: what lies above either rate's half is left out.</summary>
internal static class Resampler
{
    // zero crossings on each side, and the share of half the lower rate that passes
    private const int Crossings = 24;
    private const double PassBand = 0.92;

    /// <summary>Resamples.</summary>
    /// <param name="sound">The samples.</param>
    /// <param name="step">Old samples to a new one.</param>
    /// <param name="count">How many new samples.</param>
    /// <param name="cyclic">After the end comes the beginning, rather than silence.</param>
    public static double[] Resample(ReadOnlySpan<float> sound, double step, int count, bool cyclic)
    {
        var result = new double[count];
        // in old samples
        double cutoff = PassBand * Math.Min(1, 1 / step),
            reach = Crossings / cutoff;
        for (int i = 0; i < count; i++)
        {
            double centre = i * step,
                sum = 0;
            int first = (int)Math.Ceiling(centre - reach),
                last = (int)Math.Floor(centre + reach);
            for (int at = first; at <= last; at++)
            {
                int place = cyclic ? (((at % sound.Length) + sound.Length) % sound.Length) : at;
                if ((uint)place >= (uint)sound.Length)
                    continue;
                double x = at - centre;
                sum += sound[place] * cutoff * Sinc(cutoff * x) * Window(x / reach);
            }

            result[i] = sum;
        }

        return result;
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    // Blackman's
    private static double Window(double x) => 0.42 + (0.5 * Math.Cos(Math.PI * x)) + (0.08 * Math.Cos(2 * Math.PI * x));
}
