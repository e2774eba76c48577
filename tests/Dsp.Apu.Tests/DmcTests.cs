using LakhNes.Dsp.Apu.Tests.Support;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>Expectations: NESdev wiki, "APU DMC".</summary>
public class DmcTests
{
    private const int InterruptEnabled = 0x80;
    private const int Loop = 0x40;
    private const int Fastest = 0x0F;
    private const int FastestCycles = 54;
    private const byte Alternating = 0x55;

    // $4012 = $00 starts a sample here.
    private const int FirstAddress = 0xC000;

    [Theory]
    [InlineData(ApuRegion.Ntsc, new[] { 428, 380, 340, 320, 286, 254, 226, 214, 190, 160, 142, 128, 106, 84, 72, 54 })]
    [InlineData(ApuRegion.Pal, new[] { 398, 354, 316, 298, 276, 236, 210, 198, 176, 148, 132, 118, 98, 78, 66, 50 })]
    public void BitsComeAtTheRatesOfTheRegion(ApuRegion region, int[] rates)
    {
        for (int i = 0; i < rates.Length; i++)
        {
            ChipRig rig = NewSample(out _, i, 0x40, [.. Enumerable.Repeat(Alternating, 17)], region);
            Change[] changes = rig.Listen(ApuVoice.Dmc, rates[i] * 160L);
            Assert.Equal(17 * 8, changes.Length);
            Assert.All(changes.Zip(changes.Skip(1)), pair => Assert.Equal(rates[i], pair.Second.Cycle - pair.First.Cycle));
        }
    }

    [Fact]
    public void DirectLoadSetsTheLevelAtOnce()
    {
        ChipRig rig = new();
        foreach (int level in new[] { 0, 1, 64, 127, 3 })
        {
            rig.Write(0x4011, 0x80 | level);
            Assert.Equal(level, rig.Chip.Level(ApuVoice.Dmc));
        }
        Assert.Empty(rig.Listen(ApuVoice.Dmc, 100_000));
    }

    [Fact]
    public void BitsMoveTheLevelByTwoLowestFirst()
    {
        // One byte is the shortest sample: 1 0 1 1 0 0 0 1.
        ChipRig rig = NewSample(out _, Fastest, 64, [0b1000_1101]);
        Assert.Equal([66, 64, 66, 68, 66, 64, 62, 64], Levels(rig, 2000));
    }

    [Theory]
    [InlineData(122, 0xFF, new[] { 124, 126 })]
    [InlineData(123, 0xFF, new[] { 125, 127 })]
    [InlineData(127, 0xFF, new int[0])]
    [InlineData(5, 0x00, new[] { 3, 1 })]
    [InlineData(4, 0x00, new[] { 2, 0 })]
    [InlineData(0, 0x00, new int[0])]
    public void LevelStaysWithinSevenBits(int from, int bits, int[] expected)
    {
        ChipRig rig = NewSample(out _, Fastest, from, [(byte)bits]);
        Assert.Equal(expected, Levels(rig, 2000));
    }

    [Fact]
    public void LengthIsSixteenTimesTheRegisterPlusOne()
    {
        ChipRig rig = new();
        SampleRom rom = new(FirstAddress);
        rig.Chip.DmcMemory = rom;
        rig.Write(0x4010, Fastest);
        rig.Write(0x4012, 0x02);
        rig.Write(0x4013, 0x03);
        rig.Write(0x4015, 0x10);
        rig.Run(100L * 8 * FastestCycles);
        Assert.Equal(Enumerable.Range(0xC080, 3 * 16 + 1), rom.Reads);
    }

    [Fact]
    public void AddressGoesOnAt8000AfterFFFF()
    {
        ChipRig rig = new();
        SampleRom rom = new(FirstAddress);
        rig.Chip.DmcMemory = rom;
        rig.Write(0x4010, Fastest);
        rig.Write(0x4012, 0xFF);
        rig.Write(0x4013, 0x05);
        rig.Write(0x4015, 0x10);
        rig.Run(100L * 8 * FastestCycles);
        Assert.Equal([.. Enumerable.Range(0xFFC0, 0x40), .. Enumerable.Range(0x8000, 0x11)], rom.Reads);
    }

    [Fact]
    public void LoopStartsTheSampleOverWithoutAGapOrInterrupt()
    {
        ChipRig rig = NewSample(out SampleRom rom, InterruptEnabled | Loop | Fastest, 64, [Alternating]);
        Change[] changes = rig.Listen(ApuVoice.Dmc, 100L * 8 * FastestCycles);

        Assert.InRange(changes.Length, 98 * 8, 100 * 8);
        Assert.Equal((changes.Length - 1L) * FastestCycles, changes[^1].Cycle - changes[0].Cycle);
        Assert.All(rom.Reads, address => Assert.Equal(FirstAddress, address));
        Assert.False(rig.Chip.Irq);
        Assert.Equal(0x10, rig.Status());
    }

    [Fact]
    public void StatusBitIsUpWhileBytesAreLeftToRead()
    {
        ChipRig rig = NewSample(out SampleRom rom, Fastest, 64, [.. Enumerable.Repeat(Alternating, 17)]);
        while (rom.Reads.Count < 17)
        {
            Assert.Equal(0x10, rig.Status());
            rig.Run(1);
        }
        Assert.Equal(0, rig.Status());
        // The last byte is still to be played.
        Assert.NotEmpty(rig.Listen(ApuVoice.Dmc, 16 * FastestCycles));
    }

    [Fact]
    public void InterruptComesWithTheLastByteRead()
    {
        ChipRig rig = NewSample(out SampleRom rom, InterruptEnabled | Fastest, 64, [.. new byte[17]]);
        while (rom.Reads.Count < 17)
        {
            Assert.False(rig.Chip.Irq);
            rig.Run(1);
        }
        Assert.True(rig.Chip.Irq);
        // Reading $4015 shows it but does not clear it.
        Assert.Equal(0x80, rig.Status());
        Assert.Equal(0x80, rig.Status());
    }

    [Theory]
    [InlineData(0x4015, 0x00)]
    [InlineData(0x4015, 0x10)]
    [InlineData(0x4010, Fastest)]
    public void WritesThatClearTheInterrupt(int address, int value)
    {
        ChipRig rig = NewSample(out _, InterruptEnabled | Fastest, 64, [0]);
        rig.Run(1000);
        Assert.True(rig.Chip.Irq);
        rig.Write(address, value);
        Assert.False(rig.Chip.Irq);
    }

    [Fact]
    public void NoInterruptUnlessEnabled()
    {
        ChipRig rig = NewSample(out _, Fastest, 64, [0]);
        rig.Run(10_000);
        Assert.False(rig.Chip.Irq);
        Assert.Equal(0, rig.Status());
    }

    [Fact]
    public void StoppingEndsTheSampleAfterWhatIsBuffered()
    {
        ChipRig rig = NewSample(out SampleRom rom, Fastest, 64, [.. Enumerable.Repeat(Alternating, 17)]);
        rig.Run(20 * FastestCycles);
        rig.Write(0x4015, 0);
        rig.Run(4);
        int read = rom.Reads.Count;
        Assert.Equal(0, rig.Status());
        Assert.InRange(rig.Listen(ApuVoice.Dmc, 100L * 8 * FastestCycles).Length, 1, 16);
        Assert.Equal(read, rom.Reads.Count);
    }

    [Fact]
    public void EnablingARunningSampleDoesNotRestartIt()
    {
        ChipRig rig = NewSample(out SampleRom rom, Fastest, 64, [.. new byte[17]]);
        rig.Run(30 * FastestCycles);
        rig.Write(0x4015, 0x10);
        rig.Run(100L * 8 * FastestCycles);
        Assert.Equal(Enumerable.Range(FirstAddress, 17), rom.Reads);
    }

    [Fact]
    public void EnablingAnEndedSamplePlaysItAgain()
    {
        ChipRig rig = NewSample(out SampleRom rom, Fastest, 64, [0]);
        rig.Run(2000);
        rig.Write(0x4015, 0x10);
        rig.Run(2000);
        Assert.Equal([FirstAddress, FirstAddress], rom.Reads);
    }

    [Fact]
    public void CpuMayFetchInstead()
    {
        ChipRig rig = new();
        rig.Chip.CpuFetches = true;
        rig.Write(0x4010, Fastest);
        rig.Write(0x4011, 64);
        rig.Write(0x4012, 0);
        rig.Write(0x4013, 0);
        rig.Write(0x4015, 0x10);
        rig.RunTo(rig.Chip.NextDmcFetchCycle - 1);
        Assert.False(rig.Chip.DmcFetchPending);
        rig.Run(1);
        Assert.True(rig.Chip.DmcFetchPending);
        Assert.Equal(FirstAddress, rig.Chip.DmcFetchAddress);

        // Nothing comes until the CPU has read.
        Assert.Empty(rig.Listen(ApuVoice.Dmc, 5000));
        rig.Chip.CompleteDmcFetch(rig.Now, 0x01);
        Assert.False(rig.Chip.DmcFetchPending);
        Assert.Equal([66, 64, 62, 60, 58, 56, 54, 52], Levels(rig, 2000));
    }

    private static int[] Levels(ChipRig rig, long cycles) => [.. rig.Listen(ApuVoice.Dmc, cycles).Select(change => change.Level)];

    /// <summary>Starts a sample at $C000 of 1 or 17 bytes.</summary>
    private static ChipRig NewSample(out SampleRom rom, int control, int level, byte[] bytes, ApuRegion region = ApuRegion.Ntsc)
    {
        ChipRig rig = new(region);
        rom = new SampleRom(FirstAddress, bytes);
        rig.Chip.DmcMemory = rom;
        rig.Write(0x4017, 0x40);
        rig.Write(0x4010, control);
        rig.Write(0x4011, level);
        rig.Write(0x4012, 0);
        rig.Write(0x4013, (bytes.Length - 1) / 16);
        rig.Write(0x4015, 0x10);
        return rig;
    }
}
