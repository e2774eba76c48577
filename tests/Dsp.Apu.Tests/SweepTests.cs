using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Sweep".</summary>
public class SweepTests
{
    private const int Enabled = 0x80;
    private const int Negate = 0x08;

    [Theory]
    [InlineData(ApuVoice.Pulse1, 0x7F)]
    [InlineData(ApuVoice.Pulse2, 0x80)]
    public void SubtractsInOnesComplementOnPulse1AndInTwosOnPulse2(ApuVoice voice, int expected)
    {
        Assert.Equal(expected, SweptOnce(voice, 0x100, Enabled | Negate | 1));
    }

    [Property(MaxTest = 200)]
    public Property OneHalfFrameMovesThePeriodByItsShiftedSelf() =>
        Prop.ForAll(
            Gen.Choose(8, 0x7FF).ToArbitrary(),
            Gen.Choose(1, 7).ToArbitrary(),
            Gen.Choose(0, 3).ToArbitrary(),
            (period, shift, kind) =>
            {
                ApuVoice voice = (ApuVoice)(kind & 1);
                bool negate = kind >= 2;
                int change = period >> shift;
                int target = negate ? period - change - (voice == ApuVoice.Pulse1 ? 1 : 0) : period + change;

                int swept = SweptOnce(voice, period, Enabled | (negate ? Negate : 0) | shift);

                Assert.Equal(
                    target > 0x7FF ? period
                        : target < 8 ? 0
                        : target,
                    swept
                );
            }
        );

    [Theory]
    [InlineData(0x3FF, 0, true)]
    [InlineData(0x400, 0, false)]
    [InlineData(0x555, 1, true)]
    [InlineData(0x556, 1, false)]
    [InlineData(0x7F0, 7, true)]
    [InlineData(0x7F1, 7, false)]
    [InlineData(0x7FF, Negate, true)]
    [InlineData(0x7FF, Negate | 7, true)]
    public void TargetAbove7FFMutesThoughTheSweepIsOff(int period, int sweep, bool sounds)
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, period);
        rig.Write(0x4001, sweep);

        Assert.Equal(sounds ? 15 : 0, rig.Peak(ApuVoice.Pulse1, 16 * 0x800));
    }

    [Fact]
    public void MutingIsUndoneWithTheTarget()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 0x600);
        rig.Write(0x4001, Enabled | 1);
        rig.ClockFrames(3);
        Assert.Equal(0, rig.Chip.Level(ApuVoice.Pulse1));

        Assert.Equal(0x600, PeriodOf(rig, ApuVoice.Pulse1));
    }

    [Fact]
    public void TargetBelowZeroDoesNotMute()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 8);
        rig.Write(0x4001, Negate);

        Assert.Equal(15, rig.Peak(ApuVoice.Pulse1, 16 * 9));
    }

    [Theory]
    [InlineData(Enabled | Negate)]
    [InlineData(Negate | 1)]
    public void ShiftZeroOrDisabledLeavesThePeriod(int sweep)
    {
        Assert.Equal(0x100, SweptOnce(ApuVoice.Pulse1, 0x100, sweep));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void DividerCountsItsPeriodPlusOneHalfFrames(int divider)
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse2, 0x400);
        rig.Write(0x4005, Enabled | (divider << 4) | Negate | 2);

        // The divider stands at 0 at first: the first half frame moves the period and loads it.
        rig.ClockFrame();
        AssertPeriodAfter(rig, 0x300);
        rig.ClockFrames(divider);
        AssertPeriodAfter(rig, 0x300);
        rig.ClockFrame();
        AssertPeriodAfter(rig, 0x240);
    }

    [Fact]
    public void WriteReloadsTheDividerAtTheNextHalfFrame()
    {
        const int Sweep = Enabled | (2 << 4) | Negate | 2;
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse2, 0x400);
        rig.Write(0x4005, Sweep);
        rig.ClockFrames(2);
        rig.Write(0x4005, Sweep);

        // One half frame to reload, then three: without the write the second would have moved it.
        rig.ClockFrames(3);
        AssertPeriodAfter(rig, 0x300);
        rig.ClockFrame();
        AssertPeriodAfter(rig, 0x240);
    }

    private static int SweptOnce(ApuVoice voice, int period, int sweep)
    {
        ChipRig rig = new();
        rig.Start(voice, period);
        rig.Write(ChipRig.BaseOf(voice) + 1, sweep);
        rig.ClockFrame();
        return PeriodOf(rig, voice);
    }

    /// <summary>Measures on a copy, for measuring switches the sweep off.</summary>
    private static void AssertPeriodAfter(ChipRig rig, int expected)
    {
        ApuState state = default;
        rig.Chip.SaveState(ref state);
        ChipRig copy = new();
        copy.Chip.LoadState(state);
        Assert.Equal(expected, PeriodOf(copy, ApuVoice.Pulse2));
    }

    /// <summary>The timer's period by the time between two rises; 0 if the pulse is mute.</summary>
    private static int PeriodOf(ChipRig rig, ApuVoice voice)
    {
        rig.Write(ChipRig.BaseOf(voice) + 1, Negate);
        long[] rises = [.. rig.Listen(voice, 16 * 0x800 * 4).Where(c => c.Level > 0).Select(c => c.Cycle)];
        return rises.Length < 3 ? 0 : (int)(rises[2] - rises[1]) / 16 - 1;
    }
}
