using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU Noise".</summary>
public class NoiseTests
{
    private const int LongSequence = 32_767;
    private const int ShortMode = 0x80;
    private const int Volume = 15;

    // Clocks of the shift register are four cycles apart at the highest rate.
    private const int Fastest = 4;

    [Fact]
    public void LongSequenceIsOfMaximalLength()
    {
        int[] levels = NewNoise(0).Sample(ApuVoice.Noise, Fastest, 2 * LongSequence);

        Assert.Equal(levels[..LongSequence], levels[LongSequence..]);
        // The factors of 32767 are 7, 31 and 151.
        Assert.All([7 * 31, 7 * 151, 31 * 151], part => Assert.False(Repeats(levels, part)));
        // A maximal sequence has one more 1 than 0, and a 1 mutes.
        Assert.Equal(LongSequence / 2, levels[..LongSequence].Count(level => level == Volume));
        Assert.Equal(LongSequence / 2 + 1, levels[..LongSequence].Count(level => level == 0));
    }

    [Fact]
    public void ShortSequencesAre93StepsLongOr31FromWhereTheRegisterHappensToBe()
    {
        // Where a short sequence of 31 steps starts, by the documented feedback.
        ShiftRegister register = new();
        int clocks = 0;
        while (!register.IsInSequenceOf31())
        {
            register.Clock(isShort: false);
            clocks++;
        }

        Assert.Equal(93, ShortLengthAfter(0));
        Assert.Equal(31, ShortLengthAfter(clocks));
    }

    [Property(MaxTest = 50)]
    public Property OutputIsTheLowestBitOfTheDocumentedRegister() =>
        Prop.ForAll(
            Gen.Choose(1, 400).ListOf(6).ToArbitrary(),
            runs =>
            {
                ChipRig rig = NewNoise(0);
                ShiftRegister register = new();
                bool isShort = false;
                // A write two cycles before a clock: level and mode are never in doubt.
                foreach (int run in runs)
                {
                    for (int i = 0; i < run; i++)
                    {
                        Assert.Equal(register.Bit0 ? 0 : Volume, rig.Chip.Level(ApuVoice.Noise));
                        rig.Run(Fastest);
                        register.Clock(isShort);
                    }
                    isShort = !isShort;
                    rig.Write(0x400E, isShort ? ShortMode : 0);
                }
            }
        );

    [Theory]
    [InlineData(ApuRegion.Ntsc, new[] { 4, 8, 16, 32, 64, 96, 128, 160, 202, 254, 380, 508, 762, 1016, 2034, 4068 })]
    [InlineData(ApuRegion.Pal, new[] { 4, 8, 14, 30, 60, 88, 118, 148, 188, 236, 354, 472, 708, 944, 1890, 3778 })]
    public void PeriodsAreThoseOfTheRegion(ApuRegion region, int[] periods)
    {
        for (int i = 0; i < periods.Length; i++)
        {
            ChipRig rig = NewNoise(i, region);
            rig.Run(5000);
            Change[] changes = rig.Listen(ApuVoice.Noise, periods[i] * 500L);
            BigInteger spacing = changes
                .Zip(changes.Skip(1), (a, b) => new BigInteger(b.Cycle - a.Cycle))
                .Aggregate(BigInteger.GreatestCommonDivisor);
            Assert.Equal(periods[i], spacing);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void LevelIsTheVolumeOrNothing(int volume)
    {
        ChipRig rig = NewNoise(3);
        rig.Write(0x400C, 0x30 | volume);
        rig.Run(2);
        Assert.Equal(new HashSet<int> { 0, volume }, rig.Sample(ApuVoice.Noise, 32, 100).ToHashSet());
    }

    [Fact]
    public void RegisterRunsOnWhileTheChannelIsSilent()
    {
        ChipRig heard = NewNoise(5);
        ChipRig silenced = NewNoise(5);
        silenced.Write(0x400C, 0x30);
        Assert.DoesNotContain(silenced.Listen(ApuVoice.Noise, 96 * 1000), change => change.Level > 0);
        silenced.Write(0x400C, 0x30 | Volume);
        heard.RunTo(silenced.Now);

        Assert.Equal(heard.Sample(ApuVoice.Noise, 96, 200), silenced.Sample(ApuVoice.Noise, 96, 200));
    }

    private static int ShortLengthAfter(int clocks)
    {
        ChipRig rig = NewNoise(0);
        rig.Run((long)Fastest * clocks);
        rig.Write(0x400E, ShortMode);
        int[] levels = rig.Sample(ApuVoice.Noise, Fastest, 93 * 4);
        return Enumerable.Range(1, 93 * 2).First(length => Repeats(levels, length));
    }

    private static bool Repeats(int[] levels, int length) =>
        levels.AsSpan(length).SequenceEqual(levels.AsSpan(0, levels.Length - length));

    /// <summary>Noise just switched on at full volume; the shift register has been clocked once.</summary>
    private static ChipRig NewNoise(int rate, ApuRegion region = ApuRegion.Ntsc)
    {
        ChipRig rig = new(region);
        rig.Write(0x4015, 0x08);
        rig.Write(0x400C, 0x30 | Volume);
        rig.Write(0x400E, rate);
        rig.Write(0x400F, 0);
        rig.Run(3);
        return rig;
    }

    /// <summary>
    /// 15 bits; bit 0 xor bit 1 (bit 6 in short mode) is shifted in at the top. Starts as after the chip's first clock.
    /// </summary>
    private sealed class ShiftRegister
    {
        private int _bits = 1 << 14;

        public bool Bit0 => (_bits & 1) != 0;

        public void Clock(bool isShort)
        {
            int feedback = (_bits ^ (_bits >> (isShort ? 6 : 1))) & 1;
            _bits = (_bits >> 1) | (feedback << 14);
        }

        public bool IsInSequenceOf31()
        {
            ShiftRegister copy = new() { _bits = _bits };
            for (int i = 0; i < 31; i++)
                copy.Clock(isShort: true);
            return copy._bits == _bits;
        }
    }
}
