using FsCheck.Xunit;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes.Tests;

public class InesReaderTests
{
    [Fact]
    public void ACartridgeIsReadAsItsHeaderSays()
    {
        byte[] file = Build(prg: 2, chr: 1, flags6: 0x31);
        file[16] = 0x11;
        file[16 + 32 * 1024] = 0x22;
        CartridgeImage image = InesReader.Read(file, "game.nes");
        Assert.Equal((3, 32 * 1024, 8 * 1024), (image.Mapper, image.PrgRom.Length, image.ChrRom.Length));
        Assert.Equal((0x11, 0x22), (image.PrgRom[0], image.ChrRom[0]));
        Assert.Equal(Mirroring.Vertical, image.Mirroring);
        Assert.Null(image.Region);
    }

    [Fact]
    public void ATrainerIsSkipped()
    {
        byte[] file = [.. Build(prg: 1, chr: 0, flags6: 0x04), .. new byte[512]];
        file[16 + 512] = 0x77;
        Assert.Equal(0x77, InesReader.Read(file, "game.nes").PrgRom[0]);
    }

    [Fact]
    public void BytesThatAnOldToolWroteOverTheHeaderDoNotChangeTheMapper()
    {
        byte[] file = Build(prg: 1, chr: 0, flags6: 0x10);
        "DiskDude!"u8.CopyTo(file.AsSpan(7));
        CartridgeImage image = InesReader.Read(file, "game.nes");
        Assert.Equal(1, image.Mapper);
        Assert.Null(image.Region);
    }

    [Theory]
    [InlineData(0, ApuRegion.Ntsc)]
    [InlineData(1, ApuRegion.Pal)]
    [InlineData(3, ApuRegion.Dendy)]
    public void ANewerHeaderNamesTheConsole(byte timing, ApuRegion region)
    {
        byte[] file = Build(prg: 1, chr: 0, flags6: 0);
        file[7] = 0x08;
        file[12] = timing;
        Assert.Equal(region, InesReader.Read(file, "pal.nes").BestRegion);
    }

    [Theory]
    [InlineData("game.nes", ApuRegion.Ntsc)]
    [InlineData("palace.nes", ApuRegion.Ntsc)]
    [InlineData("game (PAL).nes", ApuRegion.Pal)]
    [InlineData("pal_apu_tests/game.nes", ApuRegion.Pal)]
    [InlineData("pal/roms/game.nes", ApuRegion.Ntsc)]
    [InlineData("game_dendy.nes", ApuRegion.Dendy)]
    public void WithoutAHeaderThatSaysSoTheNameTellsTheConsole(string name, ApuRegion region)
    {
        Assert.Equal(region, InesReader.Read(Build(prg: 1, chr: 0, flags6: 0), name).BestRegion);
    }

    [Theory]
    [InlineData(new byte[0], "not an iNES file")]
    [InlineData(new byte[] { 0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6 }, "not an iNES file")]
    [InlineData(new byte[] { 0x4E, 0x45, 0x53, 0x1A, 1, 0 }, "cut short")]
    public void WhatIsNoCartridgeIsRefusedByName(byte[] file, string reason)
    {
        var error = Assert.Throws<CartridgeException>(() => InesReader.Read(file, "song.mid"));
        Assert.StartsWith("song.mid: ", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void AFileThatEndsOneByteEarlyIsRefusedWithBothLengths()
    {
        byte[] file = Build(prg: 1, chr: 1, flags6: 0);
        var error = Assert.Throws<CartridgeException>(() => InesReader.Read(file.AsSpan()[..^1], "game.nes"));
        Assert.Equal("game.nes: cut short: the header asks for 24592 bytes, the file has 24591", error.Message);
    }

    [Fact]
    public void ACartridgeWithoutAProgramIsRefused()
    {
        var error = Assert.Throws<CartridgeException>(() => InesReader.Read(Build(prg: 0, chr: 1, flags6: 0), "game.nes"));
        Assert.Contains("no program", error.Message);
    }

    [Fact]
    public void ABoardThatIsNotBuiltInIsRefusedByNumber()
    {
        CartridgeImage image = InesReader.Read(Build(prg: 1, chr: 1, flags6: 0x40), "game.nes");
        var error = Assert.Throws<CartridgeException>(() => Mapper.Create(image));
        Assert.Equal("game.nes: mapper 4 is not supported (0, 1, 2 and 3 are)", error.Message);
    }

    [Property(MaxTest = 20_000)]
    [Trait("Category", "Soak")]
    public void TwentyThousandDamagedFilesAreReadOrRefused(int seed) => DamagedFilesAreReadOrRefusedAndWhatIsReadRuns(seed);

    [Property]
    public void DamagedFilesAreReadOrRefusedAndWhatIsReadRuns(int seed)
    {
        var random = new Random(seed);
        byte[] file = Build(prg: 1, chr: 0, flags6: 0);
        random.NextBytes(file.AsSpan(16));
        for (int i = random.Next(4); i >= 0; i--)
            file[random.Next(16)] = (byte)random.Next(256);
        Span<byte> data = file.AsSpan(0, random.Next(3) == 0 ? random.Next(file.Length) : file.Length);
        try
        {
            CartridgeImage image = InesReader.Read(data, "damaged.nes");
            var console = new NesConsole(image, image.BestRegion);
            console.RunTo(20_000);
            Assert.InRange(console.Cpu.Cycle, 20_000, 21_000);
        }
        catch (CartridgeException refusal)
        {
            Assert.StartsWith("damaged.nes: ", refusal.Message);
        }
    }

    private static byte[] Build(byte prg, byte chr, byte flags6) =>
        [.. "NES\x1A"u8, prg, chr, flags6, 0, .. new byte[8], .. new byte[prg * 16 * 1024 + chr * 8 * 1024]];
}
