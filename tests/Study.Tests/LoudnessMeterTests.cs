using System.Numerics;
using LakhNes.Study.Clips;

namespace LakhNes.Study.Tests;

public class LoudnessMeterTests
{
    /// <summary>BS.1770-4: a sine of 997 Hz at full scale in one front channel reads -3.01 LKFS.</summary>
    [Theory]
    [InlineData(44100)]
    [InlineData(48000)]
    [InlineData(96000)]
    public void TheStandardsToneReadsAsTheStandardSays(int rate) =>
        Assert.Equal(-3.01, LoudnessMeter.Integrated(Tone(997, 1, 5, rate), rate), 0.02);

    /// <summary>BS.1770-4, tables 1 and 2: the coefficients of both filters at 48 kHz.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(2000)]
    [InlineData(10000)]
    public void TonesAreWeightedAsTheStandardsFiltersDo(double frequency)
    {
        Complex z = Complex.FromPolarCoordinates(1, -2 * Math.PI * frequency / 48000);
        Complex shelf =
            (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z * z)
            / (1 - 1.69065929318241 * z + 0.73248077421585 * z * z);
        Complex highPass = (1 - 2 * z + z * z) / (1 - 1.99004745483398 * z + 0.99007225036621 * z * z);
        double expected = -0.691 + 20 * Math.Log10((shelf * highPass).Magnitude) + 10 * Math.Log10(0.5);
        Assert.Equal(expected, LoudnessMeter.Integrated(Tone(frequency, 1, 5, 48000), 48000), 0.02);
    }

    [Fact]
    public void TwiceTheAmplitudeIsSixDecibels()
    {
        double quiet = LoudnessMeter.Integrated(Tone(440, 0.1f, 3, 44100), 44100),
            loud = LoudnessMeter.Integrated(Tone(440, 0.2f, 3, 44100), 44100);
        Assert.Equal(20 * Math.Log10(2), loud - quiet, 1e-6);
    }

    [Fact]
    public void SilenceBetweenNotesDoesNotCount()
    {
        float[] tone = Tone(440, 0.5f, 2, 44100);
        float[] apart = [.. tone, .. new float[4 * 44100], .. tone];
        // a block in which a tone ends is quieter and counts
        Assert.Equal(LoudnessMeter.Integrated(tone, 44100), LoudnessMeter.Integrated(apart, 44100), 0.6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(44100)]
    public void SilenceHasNoLoudness(int samples) =>
        Assert.Equal(double.NegativeInfinity, LoudnessMeter.Integrated(new float[samples], 44100));

    private static float[] Tone(double frequency, float amplitude, double seconds, int rate) =>
        [
            .. Enumerable
                .Range(0, (int)(seconds * rate))
                .Select(i => amplitude * (float)Math.Sin(2 * Math.PI * frequency * i / rate)),
        ];
}
