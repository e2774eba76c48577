using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Envelope".</summary>
public class EnvelopeTests
{
    private const int Loop = 0x20;
    private const int Constant = 0x10;
    private const int Period = 8;
    private const int WaveCycles = 16 * (Period + 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    public void FallsByOneEveryPeriodPlusOneQuarterFramesAndStaysAtZero(int divider)
    {
        ChipRig rig = NewPulse(divider);
        for (int clocks = 1; clocks <= 15 * (divider + 1) + 5; clocks++)
        {
            rig.ClockFrame();
            Assert.Equal(Math.Max(0, 15 - (clocks - 1) / (divider + 1)), Volume(rig));
        }
    }

    [Fact]
    public void StartsAtTheQuarterFrameAfterTheWrite()
    {
        ChipRig rig = NewPulse(3);
        Assert.Equal(0, Volume(rig));
        rig.ClockFrame();
        Assert.Equal(15, Volume(rig));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void LoopStartsOverFromFifteen(int divider)
    {
        ChipRig rig = NewPulse(Loop | divider);
        for (int clocks = 1; clocks <= 40 * (divider + 1); clocks++)
        {
            rig.ClockFrame();
            Assert.Equal(15 - (clocks - 1) / (divider + 1) % 16, Volume(rig));
        }
    }

    [Fact]
    public void ConstantVolumeOnlyHidesTheDecay()
    {
        ChipRig rig = NewPulse(Constant | 1);
        rig.ClockFrames(7);
        Assert.Equal(1, Volume(rig));
        rig.Write(0x4000, 0x80 | 1);
        Assert.Equal(12, Volume(rig));
    }

    [Fact]
    public void RestartBringsBackLevelAndDivider()
    {
        ChipRig rig = NewPulse(3);
        rig.ClockFrames(11);
        Assert.Equal(13, Volume(rig));

        rig.Write(0x4003, 0x08);
        int[] volumes = new int[6];
        for (int i = 0; i < volumes.Length; i++)
        {
            rig.ClockFrame();
            volumes[i] = Volume(rig);
        }
        Assert.Equal([15, 15, 15, 15, 14, 14], volumes);
    }

    [Fact]
    public void OtherRegistersDoNotRestartIt()
    {
        ChipRig rig = NewPulse(0);
        rig.ClockFrames(5);
        rig.Write(0x4000, 0x80);
        rig.Write(0x4001, 0x08);
        rig.Write(0x4002, Period);
        rig.ClockFrame();
        Assert.Equal(10, Volume(rig));
    }

    [Fact]
    public void NewPeriodWaitsForTheDivider()
    {
        ChipRig rig = NewPulse(7);
        rig.ClockFrames(2);
        rig.Write(0x4000, 0x80);
        rig.ClockFrames(6);
        Assert.Equal(15, Volume(rig));
        rig.ClockFrames(2);
        Assert.Equal(13, Volume(rig));
    }

    [Fact]
    public void NoiseHasOneToo()
    {
        ChipRig rig = new();
        rig.Write(0x4015, 0x08);
        rig.Write(0x400C, 2);
        rig.Write(0x400E, 0);
        rig.Write(0x400F, 0x08);
        for (int clocks = 1; clocks <= 50; clocks++)
        {
            rig.ClockFrame();
            Assert.Equal(Math.Max(0, 15 - (clocks - 1) / 3), rig.Peak(ApuVoice.Noise, 500));
        }
    }

    private static ChipRig NewPulse(int control)
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, Period);
        rig.Write(0x4000, 0x80 | control);
        // Length 254.
        rig.Write(0x4003, 0x08);
        rig.Run(1);
        return rig;
    }

    private static int Volume(ChipRig rig) => rig.Peak(ApuVoice.Pulse1, WaveCycles);
}
