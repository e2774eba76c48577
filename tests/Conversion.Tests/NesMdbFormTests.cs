using System.Text;
using FsCheck.Xunit;
using LakhNes.Conversion.Formats;
using LakhNes.Score;
using LakhNes.Score.NesMdb.Forms;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Tests;

/// <summary>NES-MDB's other forms as songs.</summary>
[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 40)]
public class NesMdbFormTests
{
    private const string TwoNotes = "WT_100\nP1_NOTEON_69\nTR_NOTEON_45\nWT_22050\nP1_NOTEOFF\nTR_NOTEOFF\nWT_44100";

    public static TheoryData<SongFormat> Scores =>
        [SongFormat.ExpressiveScore, SongFormat.SeparatedScore, SongFormat.BlendedScore];

    public static TheoryData<SongFormat> Disassemblies => [.. SongFormats.All.Where(format => format.Disassembly() != null)];

    [Property]
    public void AScoreComesBackStepForStep(NesScore any)
    {
        var song = new Song("song", any);
        foreach (double rate in new[] { 24, 60.0988 })
        {
            byte[] bytes = song.ToBytes(SongFormat.ExpressiveScore, new SongWriteOptions { ScoreRate = rate });
            Song back = Song.Read(bytes, "a.exprsco.pkl", SongFormat.ExpressiveScore);
            Assert.Equal(bytes, back.ToBytes(SongFormat.ExpressiveScore)); // in its own steps
            ScoreAssert.Same(ExpressiveScore.Of(any, rate).ToScore(), back.Score);
        }
    }

    [Property]
    public void AtTheSampleRateNothingIsLost(NesScore any)
    {
        NesScore score = any.Until(Math.Min(any.Length, any.TimeOf(2))).In(TimeUnit.Sample);
        byte[] bytes = new Song("song", score).ToBytes(
            SongFormat.ExpressiveScore,
            new SongWriteOptions { ScoreRate = ExpressiveScore.HighestRate }
        );
        NesScore back = Song.Read(bytes, "a.exprsco.pkl", SongFormat.ExpressiveScore).Score;
        Assert.Equal(Heard(score), Heard(back));
        Assert.Equal(score.Length, back.Length);
    }

    [Theory]
    [MemberData(nameof(Scores))]
    public void SecondsCutAScoreAtAWholeStep(SongFormat format)
    {
        byte[] bytes = Notes().ToBytes(format);
        Song cut = Song.Read(bytes, "a" + format.Extension(), format, new SongReadOptions { Seconds = 0.3 });
        Assert.Equal(0.3, cut.Seconds, 4);
        var warnings = new List<ReadError>();
        Assert.Equal(7, ScorePickle.Read(cut.ToBytes(format), "a", format.Score()!.Value, warnings).Steps);
        Assert.Empty(warnings);
    }

    [Theory]
    [MemberData(nameof(Disassemblies))]
    public void ADisassemblyPlaysTheSameNotes(SongFormat format)
    {
        var song = new Song("song", Notes().Registers); // whose notes are read off its registers, as the other's are
        Song back = Song.Read(song.ToBytes(format), "a" + format.Extension(), format);
        Assert.Equal(song.Score.Events.ToArray(), back.Score.Events.ToArray());
        Assert.Equal(song.Seconds, back.Seconds);
        Assert.Equal(song.Render(8000), back.Render(8000));
    }

    [SkippableTheory]
    [InlineData("02_03LevelClear")]
    [InlineData("03_04OutofFuel")]
    public void TheLanguageFormOfASongSoundsTheSame(string name)
    {
        Song song = Song.Open(Shared.Path("fixtures", "score", $"202_LawnMower_{name}.vgm"));
        var simple = new Song(name, LogExcerpt.Simplified(song.Registers, _ => true));
        Song back = Song.Read(simple.ToBytes(SongFormat.Language), "a.nlm.pkl", SongFormat.Language);
        Assert.Equal(simple.Score.Events.ToArray(), back.Score.Events.ToArray());
        Assert.Equal(simple.Render(), back.Render());
    }

    [Fact]
    public void TheLanguageFormIsTextThatAModelCanLearn()
    {
        string[] lines = Encoding.ASCII.GetString(Notes().ToBytes(SongFormat.LanguageText)).Split('\n');
        Assert.Equal("clock,1789773", lines[0]);
        Assert.Contains("w,100", lines);
        Assert.Contains("p1_vo,15", lines);
        Assert.Contains("ch_p1,1", lines);
    }

    [Fact]
    public void AScoreThatNoFileWouldHoldIsRefused()
    {
        var hour = new Song("song", new NesScore(TimeUnit.Sample, [], 3600L * 44100));
        Assert.Throws<SongException>(() =>
            hour.ToBytes(SongFormat.SeparatedScore, new SongWriteOptions { ScoreRate = ExpressiveScore.HighestRate })
        );
        byte[] usual = hour.ToBytes(SongFormat.SeparatedScore);
        Assert.Equal(3600, Song.Read(usual, "a.seprsco.pkl", SongFormat.SeparatedScore).Seconds);
        byte[] longer = ScorePickle.Write(new ExpressiveScore(24, (3600L * 44100) + 44100, []), ScoreForm.Separated);
        Assert.Contains(
            "at most 3600 s are read",
            Assert.Throws<ScoreFormatException>(() => Song.Read(longer, "a.seprsco.pkl", SongFormat.SeparatedScore)).Message
        );
    }

    private static Song Notes() => Song.Read(Encoding.ASCII.GetBytes(TwoNotes), "song.tx1.txt", SongFormat.Tx1);

    // what sounds, when: events at one sample in no order, velocities and timbres of notes
    private static string Heard(NesScore score) => Convert.ToHexString(ExpressiveScore.Of(score, 1000).Values);
}
