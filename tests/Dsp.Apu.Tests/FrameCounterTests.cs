using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Frame Counter", in CPU cycles (two to one of the APU's).</summary>
public class FrameCounterTests
{
    private const int FiveSteps = 0x80;
    private const int Inhibit = 0x40;

    public static TheoryData<ApuRegion, int, int[], int> QuarterFrames =>
        new()
        {
            { ApuRegion.Ntsc, 0, [7457, 14_913, 22_371, 29_829], 29_830 },
            { ApuRegion.Ntsc, FiveSteps, [7457, 14_913, 22_371, 37_281], 37_282 },
            { ApuRegion.Dendy, 0, [7457, 14_913, 22_371, 29_829], 29_830 },
            { ApuRegion.Dendy, FiveSteps, [7457, 14_913, 22_371, 37_281], 37_282 },
            { ApuRegion.Pal, 0, [8313, 16_627, 24_939, 33_253], 33_254 },
            { ApuRegion.Pal, FiveSteps, [8313, 16_627, 24_939, 41_565], 41_566 },
        };

    [Theory]
    [MemberData(nameof(QuarterFrames))]
    public void EnvelopesAreClockedAtEveryQuarterFrame(ApuRegion region, int mode, int[] steps, int length)
    {
        (ChipRig rig, long start) = NewDecay(region, mode);

        // The five-step mode's immediate clock starts the envelope.
        Change[] changes = rig.Listen(ApuVoice.Noise, start + length + steps[0] + 100 - rig.Now);

        long[] expected = [.. steps.Select(step => start + step), start + length + steps[0]];
        if (mode == FiveSteps)
            expected = [start, .. expected];
        Assert.Equal(expected.Select((cycle, i) => new Change(cycle, 15 - i)), changes);
    }

    [Theory]
    [MemberData(nameof(QuarterFrames))]
    public void LengthsAreClockedAtEverySecondQuarterFrame(ApuRegion region, int mode, int[] steps, int length)
    {
        // The last of four half frames; the five-step mode has clocked one at once.
        ChipRig rig = new(region);
        rig.Write(0x4015, 0x01);
        rig.Write(0x4003, 5 << 3);
        rig.Run(2);
        long start = rig.RestartFrames(mode);
        long end = start + length + (mode == FiveSteps ? steps[1] : steps[3]);

        rig.RunTo(end - 1);
        Assert.True(rig.IsRunning(ApuVoice.Pulse1));
        rig.RunTo(end);
        Assert.False(rig.IsRunning(ApuVoice.Pulse1));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(1001, 3)]
    [InlineData(1002, 4)]
    public void RestartComesThreeOrFourCyclesAfterTheWriteByItsParity(int written, int delay)
    {
        ChipRig rig = NewDecay();
        rig.RunTo(written);
        rig.Write(0x4017, FiveSteps);

        Change[] changes = rig.Listen(ApuVoice.Noise, 8000);

        Assert.Equal([new Change(written + delay, 15), new Change(written + delay + 7457, 14)], changes);
    }

    [Fact]
    public void FourStepWriteClocksNothingAtOnce()
    {
        ChipRig rig = NewDecay();
        rig.RestartFrames(0);
        Assert.Empty(rig.Listen(ApuVoice.Noise, 7000));
    }

    [Fact]
    public void WritesThatComeBeforeTheFirstStepKeepItFromClocking()
    {
        (ChipRig rig, _) = NewDecay(ApuRegion.Ntsc, 0);
        for (int i = 0; i < 7; i++)
        {
            Assert.Empty(rig.Listen(ApuVoice.Noise, 7400));
            rig.RestartFrames(0);
        }
    }

    [Theory]
    [InlineData(ApuRegion.Ntsc, 29_828)]
    [InlineData(ApuRegion.Dendy, 29_828)]
    [InlineData(ApuRegion.Pal, 33_252)]
    public void InterruptIsRaisedOnThreeCyclesInARow(ApuRegion region, int first)
    {
        ChipRig rig = new(region);
        long start = rig.RestartFrames(0);
        rig.RunTo(start);
        Assert.Equal(start + first, rig.Chip.NextIrqCycle);
        rig.RunTo(start + first - 1);
        Assert.False(rig.Chip.Irq);
        for (int cycle = 0; cycle < 3; cycle++)
        {
            rig.Run(1);
            Assert.True(rig.Chip.Irq);
            rig.Status();
            Assert.False(rig.Chip.Irq);
        }
        rig.Run(first - 10);
        Assert.False(rig.Chip.Irq);
    }

    [Fact]
    public void StatusShowsTheInterruptAndReadingClearsIt()
    {
        ChipRig rig = new();
        rig.RestartFrames(0);
        rig.Run(29_900);
        Assert.True(rig.Chip.Irq);
        Assert.Equal(rig.Now, rig.Chip.NextIrqCycle);
        Assert.Equal(0x40, rig.Status());
        rig.Run(4);
        Assert.Equal(0, rig.Status());
        Assert.False(rig.Chip.Irq);
    }

    [Fact]
    public void InhibitingClearsTheInterruptAndKeepsItClear()
    {
        ChipRig rig = new();
        rig.RestartFrames(0);
        rig.Run(29_900);
        rig.Write(0x4017, Inhibit);
        Assert.False(rig.Chip.Irq);
        Assert.Equal(long.MaxValue, rig.Chip.NextIrqCycle);
        rig.Run(200_000);
        Assert.False(rig.Chip.Irq);
        Assert.Equal(0, rig.Status());
    }

    [Fact]
    public void WriteThatAllowsInterruptsLeavesTheFlag()
    {
        ChipRig rig = new();
        rig.RestartFrames(0);
        rig.Run(29_900);
        rig.Write(0x4017, FiveSteps);
        Assert.True(rig.Chip.Irq);
    }

    [Fact]
    public void FiveStepModeRaisesNone()
    {
        ChipRig rig = new();
        rig.RestartFrames(FiveSteps);
        rig.Run(200_000);
        Assert.False(rig.Chip.Irq);
        Assert.Equal(0, rig.Status());
    }

    private static (ChipRig Rig, long Start) NewDecay(ApuRegion region, int mode)
    {
        ChipRig rig = NewDecay(region);
        return (rig, rig.RestartFrames(mode));
    }

    /// <summary>
    /// Noise with an envelope that falls at every quarter frame. At its slowest rate the register, which holds one 1 at power-on,
    /// lets the next 14 periods through, so that each clock shows as a change of level.
    /// </summary>
    private static ChipRig NewDecay(ApuRegion region = ApuRegion.Ntsc)
    {
        ChipRig rig = new(region);
        rig.Write(0x4015, 0x08);
        rig.Write(0x400C, 0);
        rig.Write(0x400E, 0x0F);
        rig.Write(0x400F, 0x08);
        rig.Run(1);
        return rig;
    }
}
