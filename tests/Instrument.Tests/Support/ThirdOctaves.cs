using System.Numerics;

namespace LakhNes.Instrument.Tests.Support;

/// <summary>
/// Third-octave band levels over time, and how far apart two sounds are by them: both are cut into frames of 46 ms (Hann window),
/// each frame into 26 bands from 50 Hz to 16 kHz; one gain is matched, so that being louder is no difference; the
/// distance is the median absolute difference in decibels over the bands that stand within 50 dB of their frame's loudest band
/// in either sound, in the frames within 45 dB of the loudest frame of either.
/// </summary>
internal sealed class ThirdOctaves
{
    private const int Bands = 26;
    private const int Window = 2048;
    private const double Floor = 1e-12;

    // [frame][band], decibels
    private readonly double[][] _levels;

    public ThirdOctaves(ReadOnlySpan<double> samples, double sampleRate)
    {
        int frames = samples.Length / Window;
        _levels = new double[frames][];
        for (int frame = 0; frame < frames; frame++)
            _levels[frame] = Levels(samples.Slice(frame * Window, Window), sampleRate);
    }

    /// <summary>The distance in decibels.</summary>
    public static double Distance(ThirdOctaves a, ThirdOctaves b)
    {
        int frames = Math.Min(a._levels.Length, b._levels.Length);
        double loudestA = a._levels.Max(levels => levels.Max()),
            loudestB = b._levels.Max(levels => levels.Max());
        double gain = loudestA - loudestB;
        var differences = new List<double>();
        for (int frame = 0; frame < frames; frame++)
        {
            double topA = a._levels[frame].Max(),
                topB = b._levels[frame].Max();
            bool heardA = topA > loudestA - 45,
                heardB = topB > loudestB - 45;
            for (int band = 0; band < Bands; band++)
            {
                double levelA = a._levels[frame][band],
                    levelB = b._levels[frame][band];
                bool counts = (heardA && levelA > topA - 50) || (heardB && levelB > topB - 50);
                if (counts)
                    differences.Add(Math.Abs(levelA - levelB - gain));
            }
        }

        differences.Sort();
        return differences.Count == 0 ? 0 : differences[differences.Count / 2];
    }

    private static double[] Levels(ReadOnlySpan<double> samples, double sampleRate)
    {
        var spectrum = new Complex[Window];
        for (int i = 0; i < Window; i++)
            spectrum[i] = samples[i] * (0.5 - (0.5 * Math.Cos(2 * Math.PI * i / (Window - 1))));
        Transform(spectrum);
        var levels = new double[Bands];
        for (int band = 0; band < Bands; band++)
        {
            double centre = 50 * Math.Pow(2, band / 3.0);
            int first = (int)Math.Ceiling(centre / Math.Pow(2, 1 / 6.0) * Window / sampleRate);
            int end = (int)Math.Ceiling(centre * Math.Pow(2, 1 / 6.0) * Window / sampleRate);
            // the lowest bands are narrower than a bin
            if (end <= first)
                end = first + 1;
            double power = 0;
            for (int bin = first; bin < end && bin < Window / 2; bin++)
                power += spectrum[bin].Magnitude * spectrum[bin].Magnitude;
            levels[band] = 10 * Math.Log10(power + Floor);
        }

        return levels;
    }

    // radix-2, decimation in time, in place
    private static void Transform(Complex[] values)
    {
        int count = values.Length;
        for (int i = 1, j = 0; i < count; i++)
        {
            int bit = count >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }

        for (int length = 2; length <= count; length <<= 1)
        {
            Complex turn = Complex.FromPolarCoordinates(1, -2 * Math.PI / length);
            for (int start = 0; start < count; start += length)
            {
                Complex factor = 1;
                for (int i = start; i < start + (length / 2); i++, factor *= turn)
                {
                    Complex even = values[i],
                        odd = values[i + (length / 2)] * factor;
                    values[i] = even + odd;
                    values[i + (length / 2)] = even - odd;
                }
            }
        }
    }
}
