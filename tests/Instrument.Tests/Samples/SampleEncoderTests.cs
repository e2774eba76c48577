using LakhNes.Instrument.Samples;
using Xunit.Abstractions;

namespace LakhNes.Instrument.Tests.Samples;

/// <summary>Recordings as the chip's deltas: how near they come, that they rest where they end, what does not fit.</summary>
public class SampleEncoderTests(ITestOutputHelper output)
{
    private const int Fastest = 15;

    public static TheoryData<string> Sounds => ["bass", "drum", "chord", "voice"];

    [Theory]
    [MemberData(nameof(Sounds))]
    public void LookingAheadComesNearerToTheSoundThanAStepAtATime(string sound)
    {
        Recording recording = Sound(sound, 0.8);
        byte[] bytes = Encode(recording, Fastest, false, true, out int start);
        double[] levels = Levels(bytes, start);
        double ahead = Ratio(recording, levels),
            stepwise = Ratio(recording, Naive(recording, levels.Length));
        output.WriteLine($"{sound}: {ahead:0.0} dB, a step at a time {stepwise:0.0} dB");
        Assert.True(ahead > stepwise, $"{ahead:0.0} dB against {stepwise:0.0} dB");
    }

    [Theory]
    [MemberData(nameof(Sounds))]
    public void ASoundThatEndsEndsAtRestForThreeBytes(string sound)
    {
        for (int rate = 12; rate <= Fastest; rate++)
        {
            byte[] bytes = Encode(Sound(sound, 0.3), rate, false, true, out int start);
            Assert.True(OwnSample.IsLength(bytes.Length));
            double[] levels = Levels(bytes, start);
            Assert.All(levels[^24..], level => Assert.Equal(0, level));
            Assert.InRange(levels.Max(), 90, 126);
        }
    }

    [Fact]
    public void ALoopComesBackToTheLevelWhereItBegan()
    {
        var sine = new Recording([.. Enumerable.Range(0, 4410).Select(i => (float)Math.Sin(2 * Math.PI * i / 441))], 44_100);
        byte[] bytes = Encode(sine, Fastest, true, true, out int start);
        Assert.True(OwnSample.IsLength(bytes.Length));
        Assert.InRange(bytes.Length * 8 / SampleEncoder.BitRate(Fastest), 0.098, 0.102);
        double[] levels = Levels(bytes, start);
        Assert.Equal(start, levels[^1]);
        // the second time round sounds as the first
        Assert.Equal(levels, Levels(bytes, (int)levels[^1]));
    }

    [Fact]
    public void WithoutNormalisingAQuietSoundStaysQuiet()
    {
        Recording loud = Sound("bass", 0.3);
        var quiet = new Recording([.. loud.Samples.Select(sample => sample / 4)], loud.SampleRate);
        byte[] asItIs = Encode(quiet, Fastest, false, false, out int start);
        Assert.InRange(Levels(asItIs, start).Max(), 20, 40);
        byte[] normalised = Encode(quiet, Fastest, false, true, out start);
        Assert.InRange(Levels(normalised, start).Max(), 110, 126);
    }

    [Fact]
    public void WhatIsTooLongOrSilentIsRefusedAndTheHighestRateThatFitsIsFound()
    {
        Recording two = Sound("voice", 2);
        Assert.Equal("lasts 2.00 s; at rate 15 there is room for 0.95 s", Refusal(two, Fastest));
        foreach (double seconds in (ReadOnlySpan<double>)[0.3, 1, 2, 4, 7])
        {
            Recording recording = Sound("voice", seconds);
            int rate = SampleEncoder.HighestRate(recording, false, OwnSample.MostBytes);
            Assert.Equal("", Refusal(recording, rate));
            if (rate < Fastest)
                Assert.StartsWith("lasts ", Refusal(recording, rate + 1));
        }

        Assert.Equal("the sound is silent", Refusal(new Recording(new float[1000], 44_100), Fastest));
    }

    [Theory]
    [InlineData(1, 44_100)]
    [InlineData(2, 8_000)]
    [InlineData(40, 192_000)]
    public void TheShortestSoundsAreEncodedToo(int samples, int rate)
    {
        var click = new Recording([.. Enumerable.Range(0, samples).Select(i => i % 2 == 0 ? 1f : -0.5f)], rate);
        foreach (bool loops in (ReadOnlySpan<bool>)[false, true])
        {
            string refusal = Refusal(click, 3, loops);
            if (refusal.Length == 0)
                Assert.True(OwnSample.IsLength(Encode(click, 3, loops, true, out _).Length));
            else
                Assert.Equal("the sound is silent", refusal);
        }
    }

    internal static byte[] Encode(Recording recording, int rate, bool loops, bool normalises, out int startLevel)
    {
        const int most = OwnSample.MostBytes;
        Assert.True(
            SampleEncoder.TryEncode(recording, rate, loops, normalises, most, out byte[] bytes, out startLevel, out string error),
            error
        );
        return bytes;
    }

    // why it is refused; empty where it is not
    private static string Refusal(Recording recording, int rate, bool loops = false)
    {
        const int most = OwnSample.MostBytes;
        bool encoded = SampleEncoder.TryEncode(recording, rate, loops, true, most, out byte[] bytes, out _, out string error);
        Assert.Equal(encoded, bytes.Length > 0);
        return error;
    }

    // what the channel's counter does
    internal static double[] Levels(ReadOnlySpan<byte> bytes, int level)
    {
        var levels = new double[bytes.Length * 8];
        for (int bit = 0; bit < levels.Length; bit++)
        {
            bool up = (bytes[bit / 8] >> (bit % 8) & 1) != 0;
            if (up && level <= 125)
                level += 2;
            if (!up && level >= 2)
                level -= 2;
            levels[bit] = level;
        }

        return levels;
    }

    internal static Recording Sound(string name, double seconds)
    {
        double rate = SampleEncoder.BitRate(Fastest);
        var random = new Random(3);
        double noise = 0;
        return new Recording(
            [
                .. Enumerable
                    .Range(0, (int)(seconds * rate))
                    .Select(i =>
                    {
                        double t = i / rate;
                        noise += 0.4 * (random.NextDouble() - 0.5 - noise);
                        return (float)(
                            name switch
                            {
                                "bass" => 0.8 * Math.Exp(-2 * t) * (Sine(65) + (0.3 * Sine(195))),
                                "drum" => (0.9 * Math.Exp(-12 * t) * Sine(120)) + (1.2 * Math.Exp(-25 * t) * noise),
                                "chord" => 0.25 * (Sine(262) + Sine(330) + Sine(392)),
                                _ => (0.5 * Sine(140) * (1 + (0.6 * Sine(4)))) + (0.15 * Sine(700)),
                            }
                        );

                        double Sine(double hertz) => Math.Sin(2 * Math.PI * hertz * t);
                    }),
            ],
            rate
        );
    }

    // what a plain encoder does: in the middle of the channel's swing, a step towards the sound with each bit
    private static double[] Naive(Recording recording, int bits)
    {
        double peak = recording.Samples.Max(sample => Math.Abs(sample)),
            level = 62;
        var levels = new double[bits];
        for (int i = 0; i < bits; i++)
        {
            double wanted = i < recording.Samples.Length ? 63 + (63 * recording.Samples[i] / peak) : 63;
            levels[i] = level = wanted > level ? Math.Min(level + 2, 126) : Math.Max(level - 2, 0);
        }

        return levels;
    }

    // signal to noise in decibels as the NES's output filter lets them through, at the gain that fits best
    private static double Ratio(Recording recording, double[] levels)
    {
        double[] sound = Heard([.. recording.Samples.Select(sample => (double)sample)]),
            heard = Heard(levels);
        double dot = 0,
            power = 0,
            total = 0;
        for (int i = 0; i < Math.Min(sound.Length, heard.Length); i++)
        {
            dot += sound[i] * heard[i];
            power += heard[i] * heard[i];
            total += sound[i] * sound[i];
        }

        double gain = dot / power,
            error = 0;
        for (int i = 0; i < Math.Min(sound.Length, heard.Length); i++)
            error += Math.Pow(sound[i] - (gain * heard[i]), 2);
        return 10 * Math.Log10(total / error);
    }

    // high-pass at 90 and 440 Hz, low-pass at 14 kHz; the level of the first bit counts as having always been there
    private static double[] Heard(double[] values)
    {
        double[] bright = [.. values.Zip(Low(values, 90), (value, low) => value - low)];
        return Low([.. bright.Zip(Low(bright, 440), (value, low) => value - low)], 14_000);
    }

    private static double[] Low(double[] values, double hertz)
    {
        double pole = Math.Exp(-2 * Math.PI * hertz / SampleEncoder.BitRate(Fastest)),
            low = values[0];
        return [.. values.Select(value => low = (pole * low) + ((1 - pole) * value))];
    }
}
