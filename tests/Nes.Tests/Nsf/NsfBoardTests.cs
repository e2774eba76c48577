using System.Text;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Nsf;

namespace LakhNes.Nes.Tests.Nsf;

/// <summary>Memory of boards with expansion chips, NSF version 2 and NSFe.</summary>
public class NsfBoardTests
{
    private const byte Return = 0x60,
        Fds = 0x04,
        Mmc5 = 0x08;

    [Fact]
    public void TheDiskSystemsProgramLiesInMemoryThatItCanWrite()
    {
        // LDA #$37, STA $9000, LDA #0, LDA $9000, STA $4011, RTS.
        byte[] file = TinyNsf.Build([0xA9, 0x37, 0x8D, 0, 0x90, 0xA9, 0, 0xAD, 0, 0x90, 0x8D, 0x11, 0x40, Return], [Return]);
        Assert.Equal(0, LastLevel(file));
        file[0x7B] = Fds;
        Assert.Equal(0x37, LastLevel(file));
    }

    [Fact]
    public void TheDiskSystemsProgramMayBeginAt6000AndIsWholeAgainForTheNextSong()
    {
        // INC $6100, LDA $6100, STA $4011, RTS.
        byte[] program = new byte[0x101];
        new byte[] { 0xEE, 0, 0x61, 0xAD, 0, 0x61, 0x8D, 0x11, 0x40, Return }.CopyTo(program, 0);
        program[0x80] = Return;
        program[0x100] = 0x10;
        byte[] file = TinyNsf.Build(program);
        TinyNsf.SetWord(file, 0x08, 0x6000);
        TinyNsf.SetWord(file, 0x0A, 0x6000);
        TinyNsf.SetWord(file, 0x0C, 0x6080);
        Assert.Throws<CartridgeException>(() => TinyNsf.Read(file));
        file[0x7B] = Fds;
        NsfMachine machine = new(TinyNsf.Read(file), ApuRegion.Ntsc);
        for (int song = 0; song < 2; song++)
        {
            machine.Start(song);
            machine.RunTo(machine.Cpu.Cycle + 100);
            Assert.Equal(0x11, machine.Peek(0x6100));
        }
    }

    [Fact]
    public void TheMMC5MultipliesAndHasMemory()
    {
        // 0x17 * 0x2B = 0x3DD: LDA #$17, STA $5205, LDA #$2B, STA $5206, LDA $5206, STA $5C00, LDA $5205, AND #$7F, STA $4011,
        // LDA $5C00, STA $4012, RTS.
        byte[] init =
        [
            0xA9,
            0x17,
            0x8D,
            0x05,
            0x52,
            0xA9,
            0x2B,
            0x8D,
            0x06,
            0x52,
            0xAD,
            0x06,
            0x52,
            0x8D,
            0x00,
            0x5C,
            0xAD,
            0x05,
            0x52,
            0x29,
            0x7F,
            0x8D,
            0x11,
            0x40,
            0xAD,
            0x00,
            0x5C,
            0x8D,
            0x12,
            0x40,
            Return,
        ];
        byte[] file = TinyNsf.Build(init, [Return]);
        file[0x7B] = Mmc5;
        Assert.Equal([(0x4011, 0x5D), (0x4012, 0x03)], Writes(file).TakeLast(2));
    }

    [Fact]
    public void Version2CallsInitTwiceAndTheSecondMayRunOnWhilePlayInterruptsIt()
    {
        // STY $4012; CPY #$81, BEQ loop; RTS; loop: INC $20, JMP loop.
        byte[] init = [0x8C, 0x12, 0x40, 0xC0, 0x81, 0xF0, 0x01, Return, 0xE6, 0x20, 0x4C, 0x08, 0x80];
        // INC $10, LDA $10, STA $4011, RTS.
        byte[] play = [0xE6, 0x10, 0xA5, 0x10, 0x8D, 0x11, 0x40, Return];
        byte[] file = TinyNsf.Build(init, play);
        file[0x05] = 2;
        file[0x7C] = (byte)NsfFeatures.InitRunsOn;
        var writes = Writes(file, cycles: 100_000).ToList();
        Assert.Equal([0x80, 0x81], writes.Where(write => write.Address == 0x4012).Skip(1).Select(write => write.Value));
        Assert.Equal([1, 2, 3, 4, 5], writes.Where(write => write.Address == 0x4011).Skip(1).Select(write => write.Value));
    }

    [Fact]
    public void Version2MayLeavePlayOutAndUseTheTimer()
    {
        // the vector at $FFFE := $8040; timer 999 cycles; CLI; RTS. At $8040: BIT $401D, INC $10, LDA $10, STA $4011, RTI.
        byte[] program = new byte[0x100];
        new byte[]
        {
            0xA9,
            0x40,
            0x8D,
            0xFE,
            0xFF,
            0xA9,
            0x80,
            0x8D,
            0xFF,
            0xFF,
            0xA9,
            0xE7,
            0x8D,
            0x1B,
            0x40,
            0xA9,
            0x03,
            0x8D,
            0x1C,
            0x40,
            0xA9,
            0x01,
            0x8D,
            0x1D,
            0x40,
            0x58,
            Return,
        }.CopyTo(program, 0);
        new byte[] { 0x2C, 0x1D, 0x40, 0xE6, 0x10, 0xA5, 0x10, 0x8D, 0x11, 0x40, 0x40 }.CopyTo(program, 0x40);
        new byte[] { 0xA9, 0x7F, 0x8D, 0x11, 0x40, Return }.CopyTo(program, 0x80);
        byte[] file = TinyNsf.Build(program);
        file[0x05] = 2;
        file[0x7C] = (byte)(NsfFeatures.Irq | NsfFeatures.NoPlay);
        int[] levels =
        [
            .. Writes(file, cycles: 20_500).Where(write => write.Address == 0x4011).Skip(1).Select(write => write.Value),
        ];
        Assert.Equal(Enumerable.Range(1, 20), levels);
    }

    [Fact]
    public void Version1IgnoresWhatVersion2Added()
    {
        byte[] file = TinyNsf.Build([Return], [Return]);
        file[0x7C] = 0xF0;
        Assert.Equal(NsfFeatures.None, TinyNsf.Read(file).Features);
    }

    [Fact]
    public void MetadataBehindTheProgramAreNoProgram()
    {
        byte[] file =
        [
            .. TinyNsf.Build([Return], [Return]),
            .. Chunk("auth", "Song\0Who\0\0"u8.ToArray()),
            .. Chunk("ZZZZ", [1]),
            .. Chunk("NEND", []),
        ];
        (file[0x7D], file[0x7E]) = (0x00, 0x01);
        NsfFile nsf = TinyNsf.Read(file);
        Assert.Equal((0x100, "Song", "Who"), (nsf.Data.Length, nsf.Title, nsf.Artist));
        Assert.Equal(["ZZZZ"], nsf.UnknownChunks);
    }

    [Fact]
    public void AnNSFeHoldsWhatAnNSFHolds()
    {
        byte[] program = TinyNsf.Build([0x8D, 0x11, 0x40, Return], [Return])[TinyNsf.HeaderLength..];
        byte[] file =
        [
            .. "NSFE"u8,
            .. Chunk("INFO", [0, 0x80, 0, 0x80, 0x80, 0x80, 1, 0x08, 5, 2]),
            .. Chunk("RATE", [0x10, 0x27, 0x20, 0x4E]),
            .. Chunk("auth", Encoding.UTF8.GetBytes("歌\0Who\0(c)\0Ripper\0")),
            .. Chunk("DATA", program),
            .. Chunk("NEND", []),
        ];
        NsfFile nsf = NsfReader.Read(file, "x.nsfe");
        Assert.Equal((5, 2, 0x8000, 0x8080), (nsf.Songs, nsf.FirstSong, nsf.LoadAddress, nsf.PlayAddress));
        Assert.Equal(("歌", "Who", "(c)", 10_000, 20_000), (nsf.Title, nsf.Artist, nsf.Copyright, nsf.NtscPeriod, nsf.PalPeriod));
        Assert.Equal((ApuRegion.Pal, true, program.Length), (nsf.Region, nsf.HasMmc5, nsf.Data.Length));
        Assert.Empty(nsf.UnknownChunks);
    }

    [Fact]
    public void AnNSFeWithoutItsNeedsOrCutIsRefused()
    {
        byte[] info = Chunk("INFO", [0, 0x80, 0, 0x80, 0x80, 0x80, 0, 0, 1, 0]);
        Assert.Contains("no DATA chunk", Failure([.. "NSFE"u8, .. info]));
        Assert.Contains("no INFO chunk", Failure([.. "NSFE"u8, .. Chunk("DATA", [Return])]));
        Assert.Contains("cut short", Failure([.. "NSFE"u8, .. info, .. Chunk("DATA", new byte[20])[..15]]));
        static string Failure(byte[] file) => Assert.Throws<CartridgeException>(() => NsfReader.Read(file, "x.nsfe")).Message;
    }

    private static byte[] Chunk(string id, byte[] data) =>
        [(byte)data.Length, (byte)(data.Length >> 8), 0, 0, .. Encoding.ASCII.GetBytes(id), .. data];

    private static int LastLevel(byte[] file) => Writes(file).Last(write => write.Address == 0x4011).Value;

    private static IEnumerable<(int Address, int Value)> Writes(byte[] file, long cycles = 1000)
    {
        var listener = new Listener();
        NsfMachine machine = new(TinyNsf.Read(file), ApuRegion.Ntsc) { RegisterListener = listener };
        machine.Start(0);
        machine.RunTo(cycles);
        return listener.Writes;
    }

    private sealed class Listener : IApuRegisters
    {
        public List<(int Address, int Value)> Writes { get; } = [];

        public void Write(long cycle, int address, byte value) => Writes.Add((address, value));
    }
}
