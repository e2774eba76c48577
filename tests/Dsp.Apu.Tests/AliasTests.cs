using LakhNes.Dsp.Apu.Tests.Support;
using Xunit.Abstractions;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>
/// Alias of a 12.5 % pulse at 44.1 kHz: of its energy below 20 kHz, DC apart, the share that does not lie on its harmonics.
/// </summary>
public class AliasTests(ITestOutputHelper output)
{
    private const double Rate = 44_100;
    private const double Clock = 236_250_000.0 / 132;
    private const double Top = 20_000;
    private const int Samples = 1 << 16;

    // Half the width of the main lobe of a four-term window is four bins.
    private const int LobeBins = 5;

    // Blackman-Harris: side lobes below -92 dB.
    private static readonly double[] Window = Fourier.CosineWindow(
        Samples,
        symmetric: false,
        0.35875,
        -0.48829,
        0.14128,
        -0.01168
    );

    [Theory]
    [InlineData(440)]
    [InlineData(782)]
    [InlineData(1748)]
    [InlineData(3496)]
    public void AliasIsAtMostMinus60Decibels(int hertz)
    {
        int period = NearestPeriod(hertz);
        double[] samples = Renders.Log(Renders.Pulse(period, duty: 0), Samples + 1000, Rate, ConsoleFilter.Off, []);

        double alias = AliasDecibels(samples[1000..], period);

        output.WriteLine($"{hertz} Hz: {alias:F1} dB");
        Assert.InRange(alias, -120, -60);
    }

    /// <summary>The same measure finds what is known of sampling the level without any band limit.</summary>
    [Theory]
    [InlineData(440, -18)]
    [InlineData(782, -16)]
    [InlineData(1748, -12)]
    [InlineData(3496, -10)]
    public void MeasureFindsTheAliasOfPlainSampling(int hertz, double known)
    {
        int period = NearestPeriod(hertz);
        ApuChip chip = new();
        foreach (RegisterWrite write in Renders.Pulse(period, duty: 0))
            chip.Write(write.Cycle, write.Address, write.Value);
        double[] samples = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            chip.RunTo((long)(i * Clock / Rate));
            samples[i] = chip.Level(ApuVoice.Pulse1);
        }

        double alias = AliasDecibels(samples, period);

        output.WriteLine($"{hertz} Hz: {alias:F1} dB");
        Assert.Equal(known, alias, 1.5);
    }

    private static int NearestPeriod(double hertz) => (int)Math.Round(Clock / 16 / hertz) - 1;

    private static double AliasDecibels(double[] samples, int period)
    {
        double fundamental = Clock / 16 / (period + 1) / Rate * Samples;
        double[] power = Fourier.Power(samples, Window);
        double total = 0;
        double alias = 0;
        for (int bin = LobeBins + 1; bin <= Top / Rate * Samples; bin++)
        {
            total += power[bin];
            double harmonic = Math.Round(bin / fundamental);
            if (harmonic == 0 || Math.Abs(bin - harmonic * fundamental) > LobeBins)
                alias += power[bin];
        }
        return 10 * Math.Log10(alias / total);
    }
}
