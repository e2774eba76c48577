using FsCheck.Xunit;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Nsf;

namespace LakhNes.Nes.Tests.Nsf;

public class NsfReaderTests
{
    [Fact]
    public void AHeaderIsReadFieldByField()
    {
        NsfFile nsf = TinyNsf.Read(TinyNsf.Build([0x60], [0x60]));
        Assert.Equal((3, 1), (nsf.Songs, nsf.FirstSong));
        Assert.Equal((0x8000, 0x8000, 0x8080), (nsf.LoadAddress, nsf.InitAddress, nsf.PlayAddress));
        Assert.Equal(("Title", "An artist whose name takes all 3", ""), (nsf.Title, nsf.Artist, nsf.Copyright));
        Assert.Equal((10_000, 20_000), (nsf.NtscPeriod, nsf.PalPeriod));
        Assert.Equal(ApuRegion.Ntsc, nsf.Region);
        Assert.Null(nsf.Banks);
        Assert.Equal(0x100, nsf.Data.Length);
    }

    [Theory]
    [InlineData(0, ApuRegion.Ntsc)]
    [InlineData(1, ApuRegion.Pal)]
    [InlineData(2, ApuRegion.Ntsc)]
    [InlineData(3, ApuRegion.Ntsc)]
    public void AFileForBothConsolesPlaysOnNtsc(byte flags, ApuRegion region)
    {
        byte[] file = TinyNsf.Build([0x60], [0x60]);
        file[0x7A] = flags;
        Assert.Equal(region, TinyNsf.Read(file).Region);
    }

    [Fact]
    public void AMissingRateIsThatOfTheConsole()
    {
        byte[] file = TinyNsf.Build([0x60], [0x60]);
        TinyNsf.SetWord(file, 0x6E, 0);
        TinyNsf.SetWord(file, 0x78, 0);
        NsfFile nsf = TinyNsf.Read(file);
        Assert.Equal((16639, 19997), (nsf.NtscPeriod, nsf.PalPeriod));
    }

    [Theory]
    [InlineData(0, "not an NSF file")]
    [InlineData(127, "cut short")]
    [InlineData(128, "cut short")]
    public void AShortFileIsRefused(int length, string reason)
    {
        byte[] file = TinyNsf.Build([0x60], [0x60]);
        var error = Assert.Throws<CartridgeException>(() => NsfReader.Read(file.AsSpan(0, length), "song.nsf"));
        Assert.StartsWith($"song.nsf: {reason}", error.Message);
    }

    [Fact]
    public void AProgramBelowTheRomIsRefused()
    {
        byte[] file = TinyNsf.Build([0x60], [0x60]);
        TinyNsf.SetWord(file, 0x08, 0x6000);
        var error = Assert.Throws<CartridgeException>(() => NsfReader.Read(file, "song.nsf"));
        Assert.Contains("$6000", error.Message);
    }

    [Fact]
    public void AFileWithoutSongsIsRefused()
    {
        byte[] file = TinyNsf.Build([0x60], [0x60]);
        file[6] = 0;
        Assert.Throws<CartridgeException>(() => NsfReader.Read(file, "song.nsf"));
    }

    [Property]
    public void DamagedFilesAreReadOrRefusedAndWhatIsReadPlays(int seed)
    {
        var random = new Random(seed);
        byte[] file = TinyNsf.Build(new byte[0x1000]);
        random.NextBytes(file.AsSpan(TinyNsf.HeaderLength));
        for (int i = random.Next(6); i >= 0; i--)
            file[random.Next(TinyNsf.HeaderLength)] = (byte)random.Next(256);
        int length = random.Next(3) == 0 ? random.Next(file.Length) : file.Length;
        try
        {
            NsfFile nsf = NsfReader.Read(file.AsSpan(0, length), "damaged.nsf");
            var machine = new NsfMachine(nsf, nsf.Region);
            machine.Start(nsf.FirstSong);
            machine.RunTo(50_000);
            Assert.InRange(machine.Cpu.Cycle, 50_000, 50_020);
        }
        catch (CartridgeException refusal)
        {
            Assert.StartsWith("damaged.nsf: ", refusal.Message);
        }
    }
}
