using LakhNes.Dsp.Apu;
using LakhNes.Nes.Testing;

namespace LakhNes.Nes.Tests.Testing;

/// <summary>
/// What dmc_tests listen for, with programs of our own: when the sample channel fetches, keeps and plays bytes.
/// </summary>
public class DmcTraceTests
{
    private const int SamplePage = 0xE000;
    private const double OneByte = 8 * 428 / 1789.773;

    [Fact]
    public void AByteFetchedBeforeTheChannelIsStoppedStillPlays()
    {
        IReadOnlyList<PlayedSample> samples = Play(Begin().Store(0x4015, 0x10).Store(0x4015, 0));
        Assert.Equal([new PlayedSample(0, 8, 0)], samples);
        Assert.True(SoundOnlyRom.BufferRetained.IsRight(samples));
    }

    [Fact]
    public void ASampleWaitsForTheOutputUnitsNextCycleHoweverOftenItIsStarted()
    {
        var program = Begin();
        for (int i = 0; i < 4; i++)
            program.Store(0x4015, 0x10).Wait(OneByte * 1.16).Store(0x4015, 0).Wait(OneByte * 2.27);
        IReadOnlyList<PlayedSample> samples = Play(program);
        Assert.Equal(4, samples.Count);
        Assert.All(samples, sample => Assert.Equal((0, 0), (sample.Start % 8, sample.Bits % 8)));
        Assert.True(SoundOnlyRom.Latency.IsRight(samples));
    }

    [Fact]
    public void TheStatusBitFallsWhenTheLastByteIsFetchedTwoBytesBeforeTheEnd()
    {
        // LDA #$10, loop: BIT $4015, BNE loop.
        var program = Begin().Store(0x4015, 0x10).Code(0x2C, 0x15, 0x40, 0xD0, 0xFB).Store(0x4011, 0);
        IReadOnlyList<PlayedSample> samples = Play(program);
        Assert.Equal([new PlayedSample(0, 17 * 8, 16)], samples);
        Assert.True(SoundOnlyRom.Status.IsRight(samples));
    }

    [Fact]
    public void TheInterruptComesWhenTheLastByteIsFetched()
    {
        var program = Begin().Store(0x4010, 0x80).Code(0x58).Store(0x4015, 0x10);
        program.SetVector(0xFFFE, 0xF000).Patch(0xF000, 0xA9, 0x00, 0x8D, 0x10, 0x40, 0x8D, 0x11, 0x40, 0x40);
        IReadOnlyList<PlayedSample> samples = Play(program);
        Assert.True(SoundOnlyRom.StatusIrq.IsRight(samples));
    }

    [Fact]
    public void OtherSoundsAreNotTakenForRight()
    {
        IReadOnlyList<PlayedSample> whole = Play(Begin().Store(0x4015, 0x10));
        Assert.Equal([new PlayedSample(0, 17 * 8, 0)], whole);
        Assert.False(SoundOnlyRom.BufferRetained.IsRight(whole));
        Assert.False(SoundOnlyRom.Status.IsRight(whole));
        Assert.False(SoundOnlyRom.Latency.IsRight([]));
        Assert.False(SoundOnlyRom.BufferRetained.IsRight([new PlayedSample(0, 9, 0)]));
        Assert.False(SoundOnlyRom.Latency.IsRight([.. Enumerable.Range(0, 4).Select(i => new PlayedSample(i * 25, 16, 0))]));
    }

    [Fact]
    public void AProgramOfAnotherKindIsNotTakenForOneOfThese()
    {
        Assert.Null(SoundOnlyRom.Find(Begin().ToImage()));
    }

    /// <summary>17 bytes of alternating bits at the slowest rate, not yet started; half a bit period passes first.</summary>
    private static TinyProgram Begin() =>
        new TinyProgram()
            .Patch(SamplePage, [.. Enumerable.Repeat((byte)0x55, 17)])
            .Store(0x4017, 0x40)
            .Store(0x4010, 0)
            .Store(0x4011, 0x20)
            .Store(0x4012, (SamplePage - 0xC000) >> 6)
            .Store(0x4013, 1)
            .Wait(3);

    private static IReadOnlyList<PlayedSample> Play(TinyProgram program)
    {
        var console = new NesConsole(program.Stop().ToImage(), ApuRegion.Ntsc);
        var trace = new DmcTrace(new ApuRenderer(console.Chip));
        console.Chip.Listener = trace;
        console.RunTo(200_000);
        console.Chip.RunTo(console.Cpu.Cycle);
        Assert.InRange(trace.LastChange, 1, 199_000);
        return trace.FindSamples(console.Chip.Timing.DmcPeriods[0]);
    }
}
