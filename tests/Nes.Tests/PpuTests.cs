using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes.Tests;

public class PpuTests
{
    private readonly Ppu _ppu = Create(Mirroring.Vertical);

    [Theory]
    [InlineData(ApuRegion.Ntsc, 29780.67)]
    [InlineData(ApuRegion.Pal, 33247.5)]
    [InlineData(ApuRegion.Dendy, 35464)]
    public void FramesHaveTheirDocumentedLength(ApuRegion region, double cycles)
    {
        var timing = new PpuTiming(region);
        long cycle = 0;
        while (timing.Frame < 100)
        {
            Tick(timing);
            cycle++;
        }
        Assert.InRange(cycle, 100 * cycles - 1, 100 * cycles + 1);
    }

    [Fact]
    public void EveryOtherFrameIsADotShorterWhileRenderingOnNtscOnly()
    {
        Assert.Equal(50, FramesOf(ApuRegion.Ntsc, rendering: false) - FramesOf(ApuRegion.Ntsc, rendering: true), 3.0);
        Assert.Equal(0, FramesOf(ApuRegion.Pal, rendering: false) - FramesOf(ApuRegion.Pal, rendering: true));

        // Dots that 300 frames take, in thirds of a cycle.
        static double FramesOf(ApuRegion region, bool rendering)
        {
            var timing = new PpuTiming(region) { Rendering = rendering };
            long cycle = 0;
            for (; timing.Frame < 300; cycle++)
                Tick(timing);
            return cycle;
        }
    }

    [Fact]
    public void ReadingTheFlagClearsItAndItFallsByItselfAtTheEndOfTheBlank()
    {
        var timing = new PpuTiming(ApuRegion.Ntsc);
        TickUntil(timing, set: true);
        Assert.True(timing.ReadVerticalBlank());
        Assert.False(timing.ReadVerticalBlank());
        TickUntil(timing, set: true);
        long length = TickUntil(timing, set: false);
        // 20 lines of 341 dots, three dots a cycle.
        Assert.InRange(length, 2273, 2274);
    }

    [Fact]
    public void ReadingTheFlagADotBeforeItRisesKeepsItDownForThatFrame()
    {
        // Of the twelve alignments of a cycle to the flag, some read falls on that dot: the flag is then never seen.
        int missed = 0;
        for (int offset = 27_380; offset < 27_410; offset++)
        {
            var timing = new PpuTiming(ApuRegion.Ntsc);
            for (int i = 0; i < offset; i++)
                Tick(timing);
            timing.BeginCycle();
            bool read = timing.ReadVerticalBlank();
            timing.EndCycle();
            bool later = false;
            for (int i = 0; i < 2000; i++)
            {
                Tick(timing);
                later |= timing.VerticalBlank;
            }
            if (!read && !later)
                missed++;
        }
        Assert.Equal(1, missed);
    }

    [Fact]
    public void NmiNeedsTheFlagAndTheEnable()
    {
        var timing = new PpuTiming(ApuRegion.Ntsc);
        TickUntil(timing, set: true);
        Assert.False(timing.Nmi);
        timing.NmiEnabled = true;
        Assert.True(timing.Nmi);
        timing.ReadVerticalBlank();
        Assert.False(timing.Nmi);
    }

    [Fact]
    public void NameTablesAreReadThroughABufferOneByteLate()
    {
        WriteAt(0x2123, 0x11, 0x22);
        SetAddress(0x2123);
        _ppu.Read(7);
        Assert.Equal((0x11, 0x22), (_ppu.Read(7), _ppu.Read(7)));
    }

    [Fact]
    public void ThePaletteIsReadAtOnceAndFillsTheBufferFromBelow()
    {
        WriteAt(0x2F00, 0x55);
        WriteAt(0x3F00, 0x2A);
        SetAddress(0x3F00);
        Assert.Equal(0x2A, _ppu.Read(7) & 0x3F);
        SetAddress(0x2000);
        Assert.Equal(0x55, _ppu.Read(7));
    }

    [Theory]
    [InlineData(0x3F10, 0x3F00)]
    [InlineData(0x3F1C, 0x3F0C)]
    [InlineData(0x3F25, 0x3F05)]
    public void ThePaletteHasItsMirrors(int written, int read)
    {
        WriteAt(written, 0x19);
        SetAddress(read);
        Assert.Equal(0x19, _ppu.Read(7) & 0x3F);
    }

    [Fact]
    public void TheAddressStepsByARowWhenAsked()
    {
        _ppu.Write(0, 0x04);
        WriteAt(0x2000, 1, 2);
        _ppu.Write(0, 0x00);
        SetAddress(0x2020);
        _ppu.Read(7);
        Assert.Equal(2, _ppu.Read(7));
    }

    [Theory]
    [InlineData(Mirroring.Vertical, 0x2800)]
    [InlineData(Mirroring.Horizontal, 0x2400)]
    [InlineData(Mirroring.SingleLow, 0x2C00)]
    public void NameTablesAreMirroredAsWired(Mirroring mirroring, int mirror)
    {
        Ppu ppu = Create(mirroring);
        SetAddress(ppu, 0x2005);
        ppu.Write(7, 0x66);
        SetAddress(ppu, mirror + 5);
        ppu.Read(7);
        Assert.Equal(0x66, ppu.Read(7));
    }

    [Fact]
    public void ReadingTheStatusMakesTheNextAddressWriteTheFirst()
    {
        WriteAt(0x2100, 0x77);
        _ppu.Write(6, 0x3F);
        _ppu.Read(2);
        SetAddress(0x2100);
        _ppu.Read(7);
        Assert.Equal(0x77, _ppu.Read(7));
    }

    [Fact]
    public void SpriteMemoryIsWrittenInTurnWithoutItsMissingBits()
    {
        _ppu.Write(3, 0x02);
        _ppu.Write(4, 0xFF);
        _ppu.Write(4, 0xFF);
        _ppu.Write(3, 0x02);
        Assert.Equal(0xE3, _ppu.Read(4));
        _ppu.Write(3, 0x03);
        Assert.Equal(0xFF, _ppu.Read(4));
    }

    [Fact]
    public void RegistersThatCannotBeReadGiveTheLastByteOnTheBus()
    {
        _ppu.Write(3, 0x5A);
        Assert.Equal(0x5A, _ppu.Read(0));
        Assert.Equal(0x1A, _ppu.Read(2) & 0x1F);
    }

    [Fact]
    public void RowsAreReadFromWhereTheScrollPutsTheTop()
    {
        WriteAt(0x2000 + 3 * 32, (byte)'A');
        WriteAt(0x2000 + 2 * 32, (byte)'B');
        _ppu.Write(6, 0);
        _ppu.Write(6, 0);
        _ppu.Write(5, 0);
        _ppu.Write(5, 3 * 8);
        Span<byte> tiles = new byte[32];
        _ppu.ReadRow(0, tiles);
        Assert.Equal('A', (char)tiles[0]);
        // The last row wraps to the table below, which vertical mirroring makes the same one.
        _ppu.ReadRow(29, tiles);
        Assert.Equal('B', (char)tiles[0]);
    }

    private static void Tick(PpuTiming timing)
    {
        timing.BeginCycle();
        timing.EndCycle();
    }

    private static long TickUntil(PpuTiming timing, bool set)
    {
        long cycles = 0;
        for (; timing.VerticalBlank != set; cycles++)
            Tick(timing);
        return cycles;
    }

    private static Ppu Create(Mirroring mirroring) =>
        new(
            Mapper.Create(
                new CartridgeImage
                {
                    File = "test.nes",
                    Mapper = 0,
                    PrgRom = new byte[16 * 1024],
                    ChrRom = [],
                    Mirroring = mirroring,
                    Region = null,
                }
            ),
            ApuRegion.Ntsc
        );

    private static void SetAddress(Ppu ppu, int address)
    {
        ppu.Write(6, (byte)(address >> 8));
        ppu.Write(6, (byte)address);
    }

    private void SetAddress(int address) => SetAddress(_ppu, address);

    private void WriteAt(int address, params ReadOnlySpan<byte> values)
    {
        SetAddress(address);
        foreach (byte value in values)
            _ppu.Write(7, value);
    }
}
