using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.Registers;

public class LogExcerptTests
{
    private static readonly RegisterLog Log = new(
        RegisterLog.NtscClock,
        [
            new(0, 0x4015, 0x1F),
            new(0, 0x4000, 1),
            new(10, 0x4006, 2),
            new(10, 0x4008, 3),
            new(20, 0x400E, 4),
            new(20, 0x4010, 5),
            new(30, 0x4011, 6),
            new(30, 0x4014, 7),
            new(40, 0x4017, 8),
        ],
        50,
        new RegisterLoop(10, 2),
        [new SampleBlock(0xC000, new byte[] { 1 }, 0), new SampleBlock(0xC040, new byte[] { 2 }, 6)],
        new Gd3Tag { Track = "title" }
    );

    // what nesmdb deletes of the files, and how many commands it keeps of 1000 from the 400th on
    [SkippableTheory]
    [InlineData("00_01Title", 5, 1000)]
    [InlineData("02_03LevelClear", 4, 521)]
    [InlineData("03_04OutofFuel", 4, 333)]
    public void AsTheOriginalDoes(string song, int deleted, int kept)
    {
        RegisterLog log = VgmFile.Read(Shared.Path("fixtures", "score", $"202_LawnMower_{song}.vgm"));
        RegisterLog simple = LogExcerpt.Simplified(log, _ => true);
        // sample memory is one of the commands that it deletes
        Assert.Equal(deleted, log.Writes.Length - simple.Writes.Length + log.Samples.Count);
        Assert.Equal(kept, Commands(LogExcerpt.Shortened(simple, 400, 1000)));
    }

    [Fact]
    public void TheVoicesThatAreKeptStayAndWhatAllOfThemNeed()
    {
        Assert.Equal(
            [0x4015, 0x4000, 0x4006, 0x4008, 0x400E, 0x4017],
            LogExcerpt.Simplified(Log, _ => true).Writes.Select(write => (int)write.Address)
        );
        RegisterLog noise = LogExcerpt.Simplified(Log, voice => voice == NesVoice.Noise);
        Assert.Equal([0x4015, 0x400E, 0x4017], noise.Writes.Select(write => (int)write.Address));
        Assert.Equal((50, "title"), (noise.Length, noise.Tag.Track));
        Assert.Null(noise.Loop);
        Assert.Empty(noise.Samples);
    }

    [Theory]
    [InlineData(0, 100, 9, 50)]
    [InlineData(0, 2, 2, 0)] // two writes at once
    [InlineData(0, 3, 2, 10)] // and the wait after them
    [InlineData(2, 100, 7, 50)]
    [InlineData(3, 1, 1, 0)]
    [InlineData(3, 3, 2, 10)]
    [InlineData(13, 1, 0, 10)] // the wait to the end
    [InlineData(14, 1, 0, 0)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 0, 0)]
    public void AWaitIsACommandAsAWriteIs(long start, long count, int writes, long length)
    {
        RegisterLog part = LogExcerpt.Shortened(Log, start, count);
        Assert.Equal((writes, length), (part.Writes.Length, part.Length));
        Assert.True(Commands(part) <= count);
        Assert.Null(part.Loop);
        Assert.Equal("title", part.Tag.Track);
    }

    [Fact]
    public void SampleMemoryFromBeforeAnExcerptIsPartOfIt()
    {
        RegisterLog part = LogExcerpt.Shortened(Log, 8, 100);
        Assert.Equal([0x4011, 0x4014, 0x4017], part.Writes.TakeLast(3).Select(write => (int)write.Address));
        Assert.Equal([0xC000, 0xC040], part.Samples.Select(block => block.Address));
        Assert.Equal(0, part.Samples[0].BeforeWrite);
        Assert.Equal([0xC000], LogExcerpt.Shortened(Log, 0, 3).Samples.Select(block => block.Address));
    }

    private static int Commands(RegisterLog log) =>
        log.Writes.Length + log.Writes.Select(write => write.Time).Append(log.Length).Where(time => time > 0).Distinct().Count();
}
