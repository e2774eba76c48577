using LakhNes.Conversion.Formats;
using LakhNes.Nes.Tests.Nsf;
using LakhNes.Score;

namespace LakhNes.Conversion.Tests.Nsf;

public class NsfReadTests
{
    // LDA #$30+song, STA $4000... : a tone whose duty, volume and pitch the song's number in A sets
    private static readonly byte[] Init =
    [
        0x09,
        0x30,
        0x8D,
        0x00,
        0x40,
        0xA9,
        0xFD,
        0x8D,
        0x02,
        0x40,
        0xA9,
        0x08,
        0x8D,
        0x01,
        0x40,
        0xA9,
        0x00,
        0x8D,
        0x03,
        0x40,
        0x60,
    ];
    private static readonly byte[] Nothing = [0x60];

    private static Song Open(byte[] nsf, int? track = null, double? seconds = null) =>
        Song.Read(nsf, "tune.nsf", SongFormat.Nsf, new SongReadOptions { Track = track, Seconds = seconds });

    [Theory]
    [InlineData(null, 1)] // the header's first song is 2, whose number in A is 1
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    public void TheTrackIsChosenFromOne(int? track, int number)
    {
        Song song = Open(TinyNsf.Build(Init, Nothing), track, 1);
        Assert.Contains(song.Registers.Writes, write => write.Address == 0x4000 && write.Value == (0x30 | number));
        Assert.Equal(("Title", 44100L), (song.Name, song.Registers.Length));
    }

    [Fact]
    public void NotesAreReadOffTheRegisters()
    {
        NesScore score = Open(TinyNsf.Build(Init, Nothing), 3, 1).Score;
        Assert.Contains(score.Events, e => e is { Kind: NesEventKind.NoteOn, Voice: NesVoice.Pulse1, Value: 69 });
        Assert.Contains(score.Events, e => e is { Kind: NesEventKind.Velocity, Voice: NesVoice.Pulse1, Value: 2 });
    }

    [Fact]
    public void NoOtherPitchIsReadBetweenTheHalvesOfAPeriod()
    {
        // every eighth call the other one of the periods 0x0FD and 0x1AB: mixed they would be two notes more
        byte[] low = [0xE6, 0x10, 0xA5, 0x10, 0x29, 0x08, 0xF0, 0x07]; // INC $10, LDA $10, AND #8, BEQ second
        byte[] first = [0xA2, 0xAB, 0xA0, 0x09, 0x4C, 0x93, 0x80]; // LDX #$AB, LDY #$09, JMP write
        byte[] second = [0xA2, 0xFD, 0xA0, 0x08, 0x8E, 0x02, 0x40]; // LDX #$FD, LDY #$08; write: STX $4002
        byte[] high = [0x8C, 0x03, 0x40, 0x60]; // STY $4003, RTS
        byte[] play = [.. low, .. first, .. second, .. Enumerable.Repeat((byte)0xEA, 30), .. high];
        IEnumerable<int> pitches = Open(TinyNsf.Build(Init, play), 3, 2)
            .Score.Events.Where(e => e is { Kind: NesEventKind.NoteOn, Voice: NesVoice.Pulse1 })
            .Select(e => (int)e.Value);
        Assert.Equal([60, 69], pitches.Distinct().Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void ATrackThatIsNotThereIsAnError(int track) =>
        Assert.Equal(
            $"tune.nsf: it has no track {track}, only 1 to 3",
            Assert.Throws<ScoreFormatException>(() => Open(TinyNsf.Build(Init, Nothing), track)).Message
        );

    [Fact]
    public void ExpansionChipsAreNamedAndPassedOver()
    {
        byte[] nsf = TinyNsf.Build(Init, Nothing);
        nsf[0x7B] = 0b100001;
        Assert.Equal(
            "tune.nsf: the sound of the expansion chip VRC6 and Sunsoft 5B is passed over",
            Assert.Single(Open(nsf, 1, 1).Warnings).ToString()
        );
    }

    [Fact]
    public void ATuneThatStopsEndsSoonAfterIt()
    {
        // play counts 200 calls of 10 ms and then switches the channels off
        byte[] play = [0xE6, 0x10, 0xA5, 0x10, 0xC9, 200, 0xD0, 0x05, 0xA9, 0x00, 0x8D, 0x15, 0x40, 0x60];
        Assert.InRange(Open(TinyNsf.Build(Init, play), 3).Seconds, 2.4, 2.6);
    }

    [Fact]
    public void ATuneThatGoesOnIsCut() =>
        Assert.Equal(Conversion.Nsf.NsfRecorder.DefaultSeconds, Open(TinyNsf.Build(Init, Nothing), 3).Seconds);

    [Fact]
    public void ItIsHeardAsItsPitch()
    {
        Assert.Equal(440, Tone.RisingEdges(Open(TinyNsf.Build(Init, Nothing), 3, 1).Render(), 0.005f), 3.0);
    }

    [Theory]
    [InlineData(0x06, 0, "tune.nsf: offset 0x6: it has no songs")]
    [InlineData(0x09, 0x10, "tune.nsf: offset 0x8: its program belongs at $1000, below the ROM at $8000")]
    public void ErrorsNameFileAndOffset(int at, byte value, string message)
    {
        byte[] nsf = TinyNsf.Build(Init, Nothing);
        nsf[at] = value;
        Assert.False(Song.TryRead(nsf, "tune.nsf", SongFormat.Nsf, null, out _, out ReadError error));
        Assert.Equal(message, error.ToString());
    }

    [Theory]
    [InlineData(new byte[] { 0x4C, 0x00, 0x80 })] // init never returns
    [InlineData(new byte[] { 0x02 })] // the CPU stops
    [InlineData(new byte[] { 0x00 })] // BRK for ever
    public void ProgramsThatHangEndWithTheirTime(byte[] init) =>
        Assert.Equal(44100, Open(TinyNsf.Build(init, Nothing), 1, 1).Registers.Length);

    [Theory]
    [InlineData(new byte[] { 0x8D, 0x00, 0x40, 0x4C, 0x00, 0x80 })] // writes one register for ever
    [InlineData(
        new byte[]
        {
            0x8C,
            0x13,
            0x40,
            0xEE,
            0x10,
            0x40,
            0x8D,
            0xFF,
            0x5F,
            0xA2,
            0x10,
            0x8E,
            0x15,
            0x40,
            0x49,
            0x01,
            0x4C,
            0x03,
            0x80,
        }
    )] // swaps sample banks
    public void ATuneThatFloodsItsLogIsRefused(byte[] init)
    {
        byte[] nsf = TinyNsf.Build([.. init, .. new byte[0x8000 - init.Length]]);
        nsf[0x70] = 0;
        nsf[0x77] = 1;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(
            Song.TryRead(nsf, "tune.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 100 }, out _, out ReadError error)
        );
        Assert.Equal("tune.nsf: its program writes to the sound chip more than 65536 times a second", error.ToString());
        // it is stopped in its first seconds, not at its hundredth
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12L * Conversion.Nsf.NsfRecorder.MostBytesPerSecond);
    }

    [Fact]
    public void MutatedFilesGiveASongOrTheirOwnError()
    {
        byte[] nsf = TinyNsf.Build(Init, [0xE6, 0x10, 0xA5, 0x10, 0x8D, 0x02, 0x40, 0x8D, 0xF9, 0x5F, 0x60]);
        for (int seed = 0; seed < 200; seed++)
        {
            if (
                Song.TryRead(
                    Mutation.Of(nsf, seed),
                    "tune.nsf",
                    SongFormat.Nsf,
                    new SongReadOptions { Seconds = 0.1 },
                    out Song? song,
                    out ReadError error
                )
            )
                Assert.Equal(4410, song.Registers.Length);
            else
                Assert.StartsWith("tune.nsf: ", error.ToString());
        }
    }
}
