using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu.Tests.Support;
using Xunit.Abstractions;

namespace LakhNes.Dsp.Apu.Tests;

public class SynthesisTests(ITestOutputHelper output)
{
    private static readonly double[] Rates = [8000, 11_025, 22_050, 44_100, 48_000, 96_000, 176_400, 384_000];

    [Theory]
    [InlineData(ApuRegion.Ntsc, 236_250_000.0 / 132, 253, 44_100)]
    [InlineData(ApuRegion.Ntsc, 236_250_000.0 / 132, 31, 48_000)]
    [InlineData(ApuRegion.Pal, 53_203_425.0 / 32, 141, 22_050)]
    [InlineData(ApuRegion.Dendy, 53_203_425.0 / 30, 400, 11_025)]
    public void PitchIsTheTimersWithinAHundredthOfACentOverAMinute(ApuRegion region, double clock, int period, int rate)
    {
        const int Seconds = 60;
        const int PhaseSamples = 4096;
        double hertz = clock / 16 / (period + 1);
        ApuChip chip = new(region);
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(rate, rate);
        foreach (RegisterWrite write in Renders.Pulse(period, duty: 2))
            chip.Write(write.Cycle, write.Address, write.Value);

        // Second by second, so that no turn is missed.
        double[] block = new double[rate];
        double drift = 0;
        double firstPhase = 0;
        for (int second = 0; second <= Seconds; second++)
        {
            renderer.Render(rate);
            renderer.ReadMain(block, default);
            double phase = PhaseOf(block.AsSpan(0, PhaseSamples), hertz / rate, (long)second * rate);
            if (second == 0)
                firstPhase = phase;
            drift = Math.IEEERemainder(phase - firstPhase, 2 * Math.PI);
            Assert.InRange(drift, -0.1, 0.1);
        }
        double cents = 1200 * Math.Log2(1 + drift / (2 * Math.PI) / (hertz * Seconds));

        output.WriteLine($"{region}, {hertz:F3} Hz at {rate} Hz: {cents:E1} cents");
        Assert.InRange(Math.Abs(cents), 0, 0.01);
    }

    [Property(MaxTest = 60)]
    public Property BlocksDoNotMatter() =>
        Prop.ForAll(
            (
                from writes in RandomWrites.Log
                from rate in Gen.Elements(Rates)
                from filter in Gen.Elements(ConsoleFilter.Off, ConsoleFilter.Nes)
                from blocks in Gen.Choose(1, 700).NonEmptyListOf()
                select (writes, rate, filter, blocks)
            ).ToArbitrary(),
            test =>
                Assert.Equal(
                    Renders.Log(test.writes, 5000, test.rate, test.filter, []),
                    Renders.Log(test.writes, 5000, test.rate, test.filter, [.. test.blocks])
                )
        );

    [Fact]
    public void OneSampleAtATimeGivesTheSame()
    {
        RegisterWrite[] writes = RandomWrites.Busy(1);
        Assert.Equal(
            Renders.Log(writes, 20_000, 44_100, ConsoleFilter.Famicom, []),
            Renders.Log(writes, 20_000, 44_100, ConsoleFilter.Famicom, [1])
        );
    }

    [Fact]
    public void OutputIsFiniteAndInRangeAtEveryRate()
    {
        foreach (double rate in Rates)
        {
            foreach (ConsoleFilter filter in Enum.GetValues<ConsoleFilter>())
            {
                double[] samples = Renders.Log(RandomWrites.Busy(2), (int)rate / 2, rate, filter, [512]);
                // A band-limited step overshoots by some 9 %, a high-pass may double it.
                Assert.All(samples, sample => Assert.InRange(sample, -2.2, 2.2));
                Assert.Contains(samples, sample => Math.Abs(sample) > 0.05);
            }
        }
    }

    [Theory]
    [InlineData(ConsoleFilter.Nes)]
    [InlineData(ConsoleFilter.Famicom)]
    public void SilenceBecomesExactZeros(ConsoleFilter filter)
    {
        const int Rate = 48_000;
        // The triangle is left standing somewhere and the sample counter up.
        RegisterWrite[] writes =
        [
            .. Renders.Pulse(253, duty: 1),
            new(1, 0x4011, 77),
            new(1, 0x4015, 0x05),
            new(2, 0x4008, 0xFF),
            new(3, 0x400A, 99),
            new(4, 0x400B, 0),
            new(200_123, 0x4015, 0),
        ];
        double[] samples = Renders.Log(writes, Rate, Rate, filter, [512]);

        Assert.Contains(samples, sample => Math.Abs(sample) > 0.05);
        Assert.All(samples[(Rate / 2)..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void NothingIsLeftOverAfterMillionsOfSteps()
    {
        const int Rate = 8000;
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(Rate, Rate);
        foreach (RegisterWrite write in Renders.Pulse(8, duty: 0))
            chip.Write(write.Cycle, write.Address, write.Value);
        for (int second = 0; second < 100; second++)
            renderer.Render(Rate);

        chip.Write(chip.Cycle, 0x4015, 0);
        renderer.Render(100);
        renderer.Render(100);

        double[] samples = new double[100];
        renderer.ReadMain(samples, default);
        Assert.All(samples, sample => Assert.Equal(0, sample));
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(44_100)]
    [InlineData(384_000)]
    public void StepIsLateByTheStatedLatency(double rate)
    {
        const int At = 500;
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(rate, 1000);
        chip.Write(renderer.CycleOfSample(At), 0x4011, 127);
        renderer.Render(1000);
        double[] samples = new double[1000];
        renderer.ReadMain(samples, default);

        double middle = samples[^1] / 2;
        int after = Array.FindIndex(samples, sample => sample >= middle);
        double crossing = after - (samples[after] - middle) / (samples[after] - samples[after - 1]);
        // The write falls on the first cycle behind the sample: up to a cycle late.
        double cycle = rate / chip.Timing.CpuClock;
        Assert.InRange(crossing - At - ApuRenderer.LatencySamples, -0.01, cycle + 0.01);
    }

    [Fact]
    public void FloatsAreRoundedDoubles()
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { VoiceOutputs = true };
        renderer.SetVoice(ApuVoice.Pulse1, 0.3, 0.9, audible: true);
        foreach (RegisterWrite write in Renders.Pulse(253, duty: 1))
            chip.Write(write.Cycle, write.Address, write.Value);
        renderer.Render(1000);

        double[][] doubles = [new double[1000], new double[1000], new double[1000]];
        float[][] floats = [new float[1000], new float[1000], new float[1000]];
        renderer.ReadMain(doubles[0], doubles[1]);
        renderer.ReadMain(floats[0], floats[1]);
        renderer.ReadVoice(ApuVoice.Pulse1, doubles[2]);
        renderer.ReadVoice(ApuVoice.Pulse1, floats[2]);
        for (int i = 0; i < doubles.Length; i++)
            Assert.Equal(doubles[i].Select(sample => (float)sample), floats[i]);
    }

    [Fact]
    public void NothingIsAllocatedAfterConfigure()
    {
        ApuChip chip = new() { DmcMemory = new HashRom() };
        ApuRenderer renderer = new(chip) { VoiceOutputs = true };
        renderer.Configure(44_100, 512);
        RegisterWrite[] writes = RandomWrites.Busy(3);
        float[] left = new float[512];
        float[] right = new float[512];
        ApuState state = default;

        Assert.Equal(0, Allocated(0, writes.Length / 2));
        Assert.Equal(0, Allocated(writes.Length / 2, writes.Length));

        long Allocated(int from, int to)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = from; i < to; i++)
            {
                chip.Write(writes[i].Cycle, writes[i].Address, writes[i].Value);
                renderer.SetVoice((ApuVoice)(i % 5), i % 3 * 0.5, i % 2, i % 7 != 0);
                renderer.Mixer = (MixerModel)(i & 1);
                renderer.Filter = (ConsoleFilter)(i % 3);
                while (renderer.Available >= 64)
                {
                    renderer.Render(64);
                    renderer.ReadMain(left, right);
                    renderer.ReadVoice(ApuVoice.Noise, left);
                }
                chip.ReadStatus(chip.Cycle);
                chip.SaveState(ref state);
            }
            chip.LoadState(state);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>Phase of a sine of a frequency in turns per sample, against one that starts with sample 0 of all.</summary>
    private static double PhaseOf(ReadOnlySpan<double> samples, double frequency, long position)
    {
        Complex sum = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            // A Hann window keeps harmonics and DC out.
            double weight = 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / samples.Length);
            sum += weight * samples[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((position + i) * frequency % 1));
        }
        return sum.Phase;
    }
}
