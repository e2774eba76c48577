using LakhNes.Dsp.Apu.Tests.Support;
using Xunit.Abstractions;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>
/// The filters' response, as the spectrum of a short blip with the filter over that without, against first-order analogue
/// sections at the corners of NESdev wiki, "APU Mixer".
/// </summary>
public class OutputFilterTests(ITestOutputHelper output)
{
    private const int Samples = 1 << 15;

    // The band-limited step falls off above.
    private const double TopOfRate = 0.4;

    [Theory]
    [InlineData(ConsoleFilter.Nes, 22_050)]
    [InlineData(ConsoleFilter.Nes, 44_100)]
    [InlineData(ConsoleFilter.Nes, 96_000)]
    [InlineData(ConsoleFilter.Nes, 384_000)]
    [InlineData(ConsoleFilter.Famicom, 44_100)]
    [InlineData(ConsoleFilter.Famicom, 192_000)]
    public void ResponseIsTheConsoles(ConsoleFilter filter, double rate)
    {
        double[] highPasses = filter == ConsoleFilter.Nes ? [90, 440] : [37];
        double[] with = Spectrum(filter, rate);
        double[] without = Spectrum(ConsoleFilter.Off, rate);
        double worst = 0;
        for (int bin = 1 + (int)(20 * Samples / rate); bin < Math.Min(TopOfRate, 20_000 / rate) * Samples; bin++)
        {
            double hertz = bin * rate / Samples;
            double expected =
                -Decibels(1 + hertz / 14_000 * (hertz / 14_000)) - highPasses.Sum(f => Decibels(1 + f / hertz * (f / hertz)));
            worst = Math.Max(worst, Math.Abs(Decibels(with[bin] / without[bin]) - expected));
        }

        output.WriteLine($"{filter} at {rate} Hz: within {worst:F2} dB");
        Assert.InRange(worst, 0, 1);
    }

    private static double Decibels(double power) => 10 * Math.Log10(power);

    private static double[] Spectrum(ConsoleFilter filter, double rate)
    {
        RegisterWrite[] blip = [new(1000, 0x4011, 127), new(1010, 0x4011, 0)];
        double[] window = Fourier.CosineWindow(Samples, symmetric: false, 1);
        return Fourier.Power(Renders.Log(blip, Samples, rate, filter, []), window);
    }
}
