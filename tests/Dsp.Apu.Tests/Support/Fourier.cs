using System.Numerics;

namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Spectra for measurements.</summary>
internal static class Fourier
{
    /// <summary>Power of each bin from 0 to half the rate, of samples times a window; their number is a power of two.</summary>
    public static double[] Power(ReadOnlySpan<double> samples, ReadOnlySpan<double> window)
    {
        Complex[] values = new Complex[samples.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = samples[i] * window[i];
        Transform(values);
        double[] power = new double[values.Length / 2 + 1];
        for (int i = 0; i < power.Length; i++)
            power[i] = values[i].Real * values[i].Real + values[i].Imaginary * values[i].Imaginary;
        return power;
    }

    /// <summary>A window that is a sum of cosines; it is symmetric, or periodic by its length.</summary>
    public static double[] CosineWindow(int length, bool symmetric, params double[] terms)
    {
        double[] window = new double[length];
        for (int i = 0; i < length; i++)
        {
            for (int k = 0; k < terms.Length; k++)
                window[i] += terms[k] * Math.Cos(2 * Math.PI * k * i / (symmetric ? length - 1 : length));
        }
        return window;
    }

    /// <summary>Radix-2 in place, decimation in time.</summary>
    private static void Transform(Complex[] values)
    {
        int n = values.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }
        Complex[] turns = new Complex[n / 2];
        for (int k = 0; k < turns.Length; k++)
            turns[k] = Complex.FromPolarCoordinates(1, -2 * Math.PI * k / n);
        for (int size = 2; size <= n; size *= 2)
        {
            for (int start = 0; start < n; start += size)
            {
                for (int k = 0; k < size / 2; k++)
                {
                    Complex even = values[start + k];
                    Complex odd = values[start + k + size / 2] * turns[k * (n / size)];
                    values[start + k] = even + odd;
                    values[start + k + size / 2] = even - odd;
                }
            }
        }
    }
}
