namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "Cycle reference chart".</summary>
public class RegionTests
{
    [Theory]
    [InlineData(ApuRegion.Ntsc, 1_789_772.727, 60.0988)]
    [InlineData(ApuRegion.Pal, 1_662_607.031, 50.0070)]
    [InlineData(ApuRegion.Dendy, 1_773_447.5, 50.0070)]
    public void ClockAndFrameRateAreTheConsoles(ApuRegion region, double clock, double frames)
    {
        ApuTiming timing = new ApuChip(region).Timing;
        Assert.Equal(region, timing.Region);
        Assert.Equal(clock, timing.CpuClock, 0.001);
        Assert.Equal(frames, timing.FrameRate, 0.0001);
        Assert.Equal(timing.CpuClock, timing.CpuClockNumerator / (double)timing.CpuClockDenominator);
    }

    [Fact]
    public void DendyHasTheTablesOfNtsc()
    {
        ApuTiming ntsc = ApuTiming.Of(ApuRegion.Ntsc);
        ApuTiming dendy = ApuTiming.Of(ApuRegion.Dendy);
        Assert.Equal(ntsc.NoisePeriods, dendy.NoisePeriods);
        Assert.Equal(ntsc.DmcPeriods, dendy.DmcPeriods);
        Assert.Equal(ntsc.FrameSteps, dendy.FrameSteps);
    }
}
