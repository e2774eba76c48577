using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "CPU power up state".</summary>
public class ResetTests
{
    [Fact]
    public void PowerOnIsSilentWithTheTriangleAtItsTop()
    {
        ChipRig rig = new();
        Assert.Equal([0, 0, 15, 0, 0], Levels(rig.Chip));
        Assert.Equal(0, rig.Status());
        Assert.Equal(0, rig.Now);
    }

    [Fact]
    public void PowerOnAllowsTheFrameInterrupt()
    {
        ChipRig rig = new();
        rig.Run(29_900);
        Assert.True(rig.Chip.Irq);
    }

    [Fact]
    public void ResetDisablesEveryChannel()
    {
        ChipRig rig = new();
        rig.Write(0x4010, 0x40);
        rig.Write(0x4015, 0x1F);
        for (int address = 0x4003; address <= 0x400F; address += 4)
            rig.Write(address, 0x08);
        rig.Run(10);
        Assert.Equal(0x1F, rig.Status() & 0x1F);

        rig.Chip.Reset(rig.Now);
        rig.Run(10);
        Assert.Equal(0, rig.Status());
        // Disabled, not just ended.
        rig.Write(0x4003, 0x08);
        rig.Run(2);
        Assert.Equal(0, rig.Status());
    }

    [Fact]
    public void ResetPutsTheTriangleBackToItsTop()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Triangle, 100);
        rig.ClockFrame();
        rig.RunToLevel(ApuVoice.Triangle, 4);
        rig.Chip.Reset(rig.Now);
        Assert.Equal(15, rig.Chip.Level(ApuVoice.Triangle));
    }

    [Theory]
    [InlineData(0x55, 1)]
    [InlineData(0x7E, 0)]
    public void ResetKeepsTheLowestBitOfTheSampleCounter(int level, int kept)
    {
        ChipRig rig = new();
        rig.Write(0x4011, level);
        rig.Chip.Reset(rig.Now);
        Assert.Equal(kept, rig.Chip.Level(ApuVoice.Dmc));
    }

    [Fact]
    public void ResetKeepsPeriodVolumeAndDuty()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 0x123);
        rig.Chip.Reset(rig.Now);
        rig.Write(0x4015, 0x01);
        rig.Write(0x4003, 0x01);
        Change[] changes = rig.Listen(ApuVoice.Pulse1, 16 * 0x124 * 4);
        Assert.Equal([15, 0, 15], changes[..3].Select(change => change.Level));
        Assert.Equal(8 * 0x124, changes[1].Cycle - changes[0].Cycle);
        Assert.Equal(8 * 0x124, changes[2].Cycle - changes[1].Cycle);
    }

    [Fact]
    public void ResetRestartsTheFrameCounterAndClearsItsInterrupt()
    {
        ChipRig rig = new();
        rig.Run(29_900);
        rig.Chip.Reset(rig.Now);
        long reset = rig.Now;
        Assert.False(rig.Chip.Irq);
        rig.Run(10);
        Assert.InRange(rig.Chip.NextIrqCycle - reset, 29_828 + 3, 29_828 + 4);
    }

    [Fact]
    public void ResetKeepsTheFrameCountersModeAndForgetsItsInhibition()
    {
        ChipRig rig = new();
        rig.Write(0x4017, 0x80);
        rig.Run(10);
        rig.Chip.Reset(rig.Now);
        rig.Run(100_000);
        Assert.False(rig.Chip.Irq);

        rig.Write(0x4017, 0x40);
        rig.Run(10);
        rig.Chip.Reset(rig.Now);
        rig.Run(30_000);
        Assert.True(rig.Chip.Irq);
    }

    [Fact]
    public void PowerOnForgetsEverything()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 100);
        rig.Write(0x4011, 99);
        rig.Run(100_000);

        rig.Chip.PowerOn(ApuRegion.Pal);

        Assert.Equal(ApuRegion.Pal, rig.Chip.Region);
        Assert.Equal([0, 0, 15, 0, 0], Levels(rig.Chip));
        Assert.Equal(0, rig.Now);
        Assert.Equal(0, rig.Status());
    }

    private static int[] Levels(ApuChip chip) => [.. Enum.GetValues<ApuVoice>().Select(chip.Level)];
}
