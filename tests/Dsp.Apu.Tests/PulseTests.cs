using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Pulse".</summary>
public class PulseTests
{
    private const int Low = 0;
    private const int High = 15;

    [Theory]
    [InlineData(ApuVoice.Pulse1, 0, "01000000")]
    [InlineData(ApuVoice.Pulse1, 1, "01100000")]
    [InlineData(ApuVoice.Pulse1, 2, "01111000")]
    [InlineData(ApuVoice.Pulse1, 3, "10011111")]
    [InlineData(ApuVoice.Pulse2, 0, "01000000")]
    [InlineData(ApuVoice.Pulse2, 3, "10011111")]
    public void DutyIsASequenceOfEightSteps(ApuVoice voice, int duty, string expected)
    {
        const int Period = 100;
        const int StepCycles = 2 * (Period + 1);
        ChipRig rig = new();
        rig.Start(voice, Period, duty);
        rig.Write(ChipRig.BaseOf(voice) + 3, 0);
        long restarted = rig.Now;

        // Every sequence changes between its first two steps.
        int first = rig.Chip.Level(voice);
        Assert.InRange(rig.RunToChange(voice) - restarted, 1, StepCycles);
        int[] steps = [first, .. rig.Sample(voice, StepCycles, 15)];

        Assert.Equal(expected + expected, string.Concat(steps.Select(level => level == High ? '1' : '0')));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(253)]
    [InlineData(0x7FF)]
    public void OnePeriodIsSixteenTimesTheTimersPeriodPlusOne(int period)
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, period);

        long[] rises = [.. rig.Listen(ApuVoice.Pulse1, 16 * (period + 1) * 10).Where(c => c.Level == High).Select(c => c.Cycle)];

        Assert.InRange(rises.Length, 9, 10);
        Assert.All(rises.Zip(rises.Skip(1)), pair => Assert.Equal(16 * (period + 1), pair.Second - pair.First));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public void PeriodsBelowEightAreMute(int period, bool sounds)
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse2, period);

        Assert.Equal(sounds ? High : Low, rig.Peak(ApuVoice.Pulse2, 1000));
    }

    [Fact]
    public void EveryVolumeIsItsOwnLevel()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 8);
        for (int volume = 0; volume <= 15; volume++)
        {
            rig.Write(0x4000, 0xB0 | volume);
            Assert.Equal(volume, rig.Peak(ApuVoice.Pulse1, 16 * 9));
        }
    }

    [Fact]
    public void LowPeriodByteTakesEffectAtTheNextStepAndKeepsThePhase()
    {
        const int Old = 0x1FF;
        const int New = 0x100;
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, Old);
        long rise = rig.RunToLevel(ApuVoice.Pulse1, High);

        // In the last of the four high steps: it ends as it began, the four low ones are new.
        rig.Run(7 * (Old + 1));
        rig.Write(0x4002, New & 0xFF);
        Change[] changes = rig.Listen(ApuVoice.Pulse1, 10_000);

        Assert.Equal([new(rise + 8 * (Old + 1), Low), new(rise + 8 * (Old + 1) + 8 * (New + 1), High)], changes[..2]);
    }

    [Fact]
    public void HighPeriodByteRestartsTheSequence()
    {
        const int Period = 0x100;
        const int StepCycles = 2 * (Period + 1);
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, Period);
        long rise = rig.RunToLevel(ApuVoice.Pulse1, High);

        rig.Run(StepCycles + StepCycles / 2);
        rig.Write(0x4003, Period >> 8);

        Assert.Equal(Low, rig.Chip.Level(ApuVoice.Pulse1));
        // The timer itself runs on.
        Assert.Equal(rise + 2 * StepCycles, rig.RunToChange(ApuVoice.Pulse1));
    }

    [Fact]
    public void PulsesRunIndependently()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 100);
        rig.Write(0x4015, 0x03);
        rig.Write(0x4004, 0xB5);
        rig.Write(0x4005, 0x08);
        rig.Write(0x4006, 50);
        rig.Write(0x4007, 0);

        Assert.Equal(15, rig.Peak(ApuVoice.Pulse1, 16 * 101));
        Assert.Equal(5, rig.Peak(ApuVoice.Pulse2, 16 * 51));
    }
}
