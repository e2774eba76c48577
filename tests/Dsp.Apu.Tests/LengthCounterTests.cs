using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>
/// Expectations: NESdev wiki, "APU Length Counter"; the order of a write and a clock that fall together as found by blargg
/// (readme of his APU tests of 2005).
/// </summary>
public class LengthCounterTests
{
    // The steps of the four-step sequence that clock lengths, after a write to $4017.
    private const int FirstHalfFrame = 14_913;

    public static TheoryData<ApuVoice> Voices => [ApuVoice.Pulse1, ApuVoice.Pulse2, ApuVoice.Triangle, ApuVoice.Noise];

    public static TheoryData<int, int> Lengths
    {
        get
        {
            // Even indices: note lengths of two tempi (whole, half, quarter ... and dotted or triplet ones). Odd: index - 1, but
            // 254 for 1.
            int[] fast = [10, 20, 40, 80, 160, 60, 14, 26];
            int[] slow = [12, 24, 48, 96, 192, 72, 16, 32];
            TheoryData<int, int> data = [];
            for (int index = 0; index < 32; index++)
                data.Add(
                    index,
                    (index & 1) == 0 ? (index < 16 ? fast : slow)[(index >> 1) & 7]
                        : index == 1 ? 254
                        : index - 1
                );
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void LengthIsThatOfTheTable(int index, int length)
    {
        ChipRig rig = NewVoice(ApuVoice.Pulse1, index);
        rig.ClockFrames(length - 1);
        Assert.True(rig.IsRunning(ApuVoice.Pulse1));
        rig.ClockFrame();
        Assert.False(rig.IsRunning(ApuVoice.Pulse1));
    }

    [Theory]
    [MemberData(nameof(Voices))]
    public void StatusShowsEachChannelsOwnCounter(ApuVoice voice)
    {
        ChipRig rig = NewVoice(voice, 3);
        rig.Write(0x4017, 0x40);
        Assert.Equal(1 << (int)voice, rig.Status());
        rig.ClockFrames(2);
        Assert.Equal(0, rig.Status());
    }

    [Theory]
    [MemberData(nameof(Voices))]
    public void HaltFlagStopsIt(ApuVoice voice)
    {
        ChipRig rig = NewVoice(voice, 3);
        rig.Write(ChipRig.BaseOf(voice), voice == ApuVoice.Triangle ? 0x80 : 0x20);
        rig.ClockFrames(300);
        Assert.True(rig.IsRunning(voice));
        rig.Write(ChipRig.BaseOf(voice), 0);
        rig.ClockFrames(2);
        Assert.False(rig.IsRunning(voice));
    }

    [Theory]
    [MemberData(nameof(Voices))]
    public void DisablingClearsItAndKeepsItClear(ApuVoice voice)
    {
        ChipRig rig = NewVoice(voice, 1);
        rig.Write(0x4015, 0);
        Assert.False(rig.IsRunning(voice));
        rig.Write(ChipRig.BaseOf(voice) + 3, 0x08);
        rig.Run(2);
        Assert.False(rig.IsRunning(voice));
        rig.Write(0x4015, 0x0F);
        rig.Run(2);
        Assert.False(rig.IsRunning(voice));
        rig.Write(ChipRig.BaseOf(voice) + 3, 0x08);
        rig.Run(2);
        Assert.True(rig.IsRunning(voice));
    }

    [Fact]
    public void EndSilencesAPulseAtTheHalfFrame()
    {
        ChipRig rig = new();
        rig.Start(ApuVoice.Pulse1, 8);
        rig.Write(0x4000, 0x9F);
        rig.Write(0x4003, 3 << 3);
        long start = rig.RestartFrames(0);
        Change[] changes = rig.Listen(ApuVoice.Pulse1, 40_000);

        Assert.InRange(changes[^1].Cycle, start + 29_829 - 16 * 9, start + 29_829);
        Assert.Equal(0, changes[^1].Level);
    }

    [Theory]
    [InlineData(-2, true)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    public void HaltComesTooLateForAClockOnTheNextCycle(int writtenAfterClock, bool inTime)
    {
        // Length 2, one half frame gone: the next ends it.
        ChipRig rig = OneBeforeItsEnd(out long clock);
        rig.RunTo(clock + writtenAfterClock);
        rig.Write(0x4000, 0x20);
        rig.RunTo(clock + 5);
        Assert.Equal(inTime, rig.IsRunning(ApuVoice.Pulse1));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    public void UnhaltingComesTooLateForAClockOnTheNextCycle(int writtenAfterClock, bool survives)
    {
        ChipRig rig = OneBeforeItsEnd(out long clock);
        rig.Write(0x4000, 0x20);
        rig.RunTo(clock + writtenAfterClock);
        rig.Write(0x4000, 0);
        rig.RunTo(clock + 5);
        Assert.Equal(survives, rig.IsRunning(ApuVoice.Pulse1));
    }

    [Theory]
    [InlineData(-2, 19)]
    [InlineData(-1, 1)]
    [InlineData(0, 20)]
    public void LoadIsLostIfARunningCounterIsClockedOnTheNextCycle(int writtenAfterClock, int left)
    {
        ChipRig rig = NewVoice(ApuVoice.Pulse1, 3);
        long clock = rig.RestartFrames(0) + FirstHalfFrame;
        rig.RunTo(clock + writtenAfterClock);
        // Length 20.
        rig.Write(0x4003, 2 << 3);
        rig.RunTo(clock + 2);
        Assert.Equal(left, ClocksLeft(rig));
    }

    [Theory]
    [InlineData(-2, 19)]
    [InlineData(-1, 20)]
    [InlineData(0, 20)]
    public void LoadOfAnEndedCounterIsNotLost(int writtenAfterClock, int left)
    {
        ChipRig rig = new();
        rig.Write(0x4015, 0x01);
        long clock = rig.RestartFrames(0) + FirstHalfFrame;
        rig.RunTo(clock + writtenAfterClock);
        rig.Write(0x4003, 2 << 3);
        rig.RunTo(clock + 2);
        Assert.Equal(left, ClocksLeft(rig));
    }

    private static int ClocksLeft(ChipRig rig)
    {
        int clocks = 0;
        for (; rig.IsRunning(ApuVoice.Pulse1); clocks++)
            rig.ClockFrame();
        return clocks;
    }

    private static ChipRig OneBeforeItsEnd(out long clock)
    {
        ChipRig rig = NewVoice(ApuVoice.Pulse1, 3);
        rig.ClockFrame();
        clock = rig.RestartFrames(0) + FirstHalfFrame;
        return rig;
    }

    private static ChipRig NewVoice(ApuVoice voice, int lengthIndex)
    {
        ChipRig rig = new();
        rig.Write(0x4015, 1 << (int)voice);
        rig.Write(ChipRig.BaseOf(voice), 0);
        rig.Write(ChipRig.BaseOf(voice) + 3, lengthIndex << 3);
        rig.Run(2);
        return rig;
    }
}
