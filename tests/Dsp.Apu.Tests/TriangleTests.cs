using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Triangle".</summary>
public class TriangleTests
{
    private const int Control = 0x80;

    // 15 down to 0 and back up, each end twice.
    private static readonly int[] Sequence = [.. Enumerable.Range(0, 16).Select(i => 15 - i), .. Enumerable.Range(0, 16)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(253)]
    [InlineData(0x7FF)]
    public void GoesThroughThirtyTwoStepsAtTheTimersRate(int period)
    {
        ChipRig rig = NewTriangle(Control | 0x7F, period);
        rig.ClockFrame();
        // From the step after the lower turning point on.
        rig.RunToLevel(ApuVoice.Triangle, 0);
        rig.RunToChange(ApuVoice.Triangle);

        int[] levels = rig.Sample(ApuVoice.Triangle, period + 1, 64);

        int[] expected = [.. Sequence[17..], .. Sequence, .. Sequence[..17]];
        Assert.Equal(expected, levels);
    }

    [Fact]
    public void StandsStillUntilTheLinearCounterIsLoaded()
    {
        ChipRig rig = NewTriangle(Control | 0x7F, 100);
        Assert.Empty(rig.Listen(ApuVoice.Triangle, 5000));
        rig.ClockFrame();
        Assert.NotEmpty(rig.Listen(ApuVoice.Triangle, 5000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(127)]
    public void LinearCounterEndsTheNote(int count)
    {
        ChipRig rig = NewTriangle(count, 10);
        // One quarter frame loads it and the rest count it down.
        for (int clocks = 0; clocks < count; clocks++)
        {
            rig.ClockFrame();
            Assert.True(Runs(rig));
        }
        rig.ClockFrame();
        Assert.False(Runs(rig));
    }

    [Fact]
    public void LinearCounterLoadedWithZeroIsSilent()
    {
        ChipRig rig = NewTriangle(0, 10);
        rig.ClockFrame();
        Assert.False(Runs(rig));
    }

    [Fact]
    public void ControlFlagKeepsReloading()
    {
        ChipRig rig = NewTriangle(Control | 2, 10);
        rig.ClockFrames(100);
        Assert.True(Runs(rig));

        // The flag cleared: the reload of the next quarter frame is the last.
        rig.Write(0x4008, 2);
        rig.ClockFrames(2);
        Assert.True(Runs(rig));
        rig.ClockFrame();
        Assert.False(Runs(rig));
    }

    [Fact]
    public void WithoutAReloadTheRegisterAloneDoesNotStartIt()
    {
        ChipRig rig = NewTriangle(1, 10);
        rig.ClockFrames(2);
        rig.Write(0x4008, 0x7F);
        rig.ClockFrame();
        Assert.False(Runs(rig));
    }

    [Fact]
    public void LengthCounterEndsTheNoteToo()
    {
        // Length 2.
        ChipRig rig = NewTriangle(0x7F, 10, lengthIndex: 3);
        rig.ClockFrame();
        Assert.True(Runs(rig));
        rig.ClockFrame();
        Assert.False(Runs(rig));
    }

    [Fact]
    public void HoldsItsLevelAndGoesOnFromThere()
    {
        const int Period = 99;
        ChipRig rig = NewTriangle(Control | 0x7F, Period);
        rig.ClockFrame();
        rig.RunToLevel(ApuVoice.Triangle, 6);
        rig.Run((Period + 1) / 2);

        rig.Write(0x4015, 0);
        Assert.Empty(rig.Listen(ApuVoice.Triangle, 100_000));
        Assert.Equal(6, rig.Chip.Level(ApuVoice.Triangle));

        rig.Write(0x4015, 4);
        rig.Write(0x400B, 0);
        rig.Run(2);
        rig.ClockFrame();
        // On its way down when it was stopped.
        rig.RunToChange(ApuVoice.Triangle);
        Assert.Equal(5, rig.Chip.Level(ApuVoice.Triangle));
    }

    [Fact]
    public void NewNoteDoesNotRestartTheSequence()
    {
        const int Period = 99;
        ChipRig rig = NewTriangle(Control | 0x7F, Period);
        rig.ClockFrame();
        rig.RunToLevel(ApuVoice.Triangle, 6);

        rig.Write(0x400B, 0);

        Assert.Equal([6, 5, 4, 3], rig.Sample(ApuVoice.Triangle, Period + 1, 4));
    }

    private static bool Runs(ChipRig rig) => rig.Listen(ApuVoice.Triangle, 200).Length > 0;

    private static ChipRig NewTriangle(int control, int period, int lengthIndex = 1)
    {
        ChipRig rig = new();
        rig.Write(0x4015, 0x04);
        rig.Write(0x4008, control);
        rig.Write(0x400A, period & 0xFF);
        rig.Write(0x400B, (lengthIndex << 3) | (period >> 8));
        rig.Run(2);
        return rig;
    }
}
