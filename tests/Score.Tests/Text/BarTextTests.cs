using FsCheck.Xunit;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.Text;

[Properties(Arbitrary = [typeof(BarScoreGenerators)], MaxTest = 200)]
public class BarTextTests
{
    [Property]
    public void TheTextGivesTheScoreBackAndTheScoreTheText(NesScore score)
    {
        string text = BarText.Write(score);
        NesScore back = BarText.Parse(text, "x.txb.txt");
        ScoreAssert.Same(score, back);
        Assert.Equal([.. score.Bars], back.Bars.ToArray());
        Assert.Equal(text, BarText.Write(back));
    }

    [Fact]
    public void ABarSaysItsMetreAndTempoWhereTheyChangeAndPositionsWhereSomethingHappens()
    {
        NesScore score = new(
            TimeUnit.Step,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.NoteOn(0, NesVoice.Noise, 5),
                NesEvent.NoteOff(36, NesVoice.Pulse1),
                NesEvent.NoteOn(192, NesVoice.Triangle, 40),
            ],
            264,
            [new(0, Metre.Common, 150), new(96, Metre.Common, 150), new(192, new Metre(3, 4), 120)]
        );
        Assert.Equal(
            "BAR METRE_4_4 TEMPO_150 POS_0 P1_NOTEON_60 NO_NOTEON_5 POS_36 P1_NOTEOFF BAR BAR METRE_3_4 TEMPO_120 POS_0 TR_NOTEON_40".Replace(
                ' ',
                '\n'
            ),
            BarText.Write(score)
        );
    }

    [Fact]
    public void TheSceneStandsInTheFirstBarAndIsReadInAny()
    {
        NesScore score = new NesScore(TimeUnit.Step, [], 192, [new(0, Metre.Common, 150), new(96, Metre.Common, 150)]).In(
            GameScene.GameOver
        );
        Assert.Equal("BAR SCENE_GAMEOVER METRE_4_4 TEMPO_150 BAR".Replace(' ', '\n'), BarText.Write(score));
        Assert.Equal(GameScene.Boss, BarText.Parse("BAR\nBAR\nSCENE_BOSS\nVOICES_P1_TR\nPOS_0\nP1_NOTEON_60", "x").Scene);
    }

    [Fact]
    public void BarsTakeTheTimeOfTheirTempo()
    {
        // four quarters at 120 a minute, then three at 60
        NesScore score = BarText.Parse(
            "BAR\nMETRE_4_4\nTEMPO_120\nPOS_0\nP1_NOTEON_60\nBAR\nMETRE_3_4\nTEMPO_60\nPOS_24\nP1_NOTEOFF",
            "x"
        );
        Assert.Equal(5, score.Seconds, 9);
        Assert.Equal(3 * 44100, score.In(TimeUnit.Sample).Events[1].Time);
    }

    [Fact]
    public void AnEmptyTextIsAnEmptyScore() => Assert.Equal(0, BarText.Parse("", "x").Length);

    [Theory]
    [InlineData("POS_96")] // a bar of 4/4 has 96 steps
    [InlineData("POS_12")]
    [InlineData("POS_11")]
    [InlineData("POS_013")]
    [InlineData("POS_-1")]
    [InlineData("POS_")]
    [InlineData("METRE_3_4")] // after a position
    [InlineData("TEMPO_120")]
    [InlineData("TEMPO_121")]
    [InlineData("SCENE_BOSS")] // after a position
    [InlineData("SCENE_UNKNOWN")]
    [InlineData("SCENE_")]
    [InlineData("VOICES_P1")]
    [InlineData("VOICES_TR_P1")]
    [InlineData("TEMPO_2")]
    [InlineData("METRE_0_4")]
    [InlineData("METRE_4")]
    [InlineData("METRE__")]
    [InlineData("BAR_1")]
    [InlineData("WT_6")]
    [InlineData("P1_NOTEON_64")] // the voice has had its event here
    [InlineData("NO_VELOCITY_4")]
    [InlineData("<S>")]
    public void WhatCannotStandThereIsNamedWithItsLine(string symbol)
    {
        string text = $"BAR\nMETRE_4_4\nTEMPO_150\nPOS_12\nTR_NOTEON_60\n{symbol}\n";
        ScoreFormatException error = Assert.Throws<ScoreFormatException>(() => BarText.Parse(text, "song.txb.txt"));
        Assert.StartsWith("song.txb.txt: line 6: ", error.Message);
        Assert.Contains(symbol, error.Message);
    }

    [Theory]
    [InlineData("POS_0")]
    [InlineData("P1_NOTEOFF")]
    [InlineData("BAR\nP1_NOTEOFF")]
    public void NothingComesBeforeABarOrAPosition(string text) =>
        Assert.Throws<ScoreFormatException>(() => BarText.Parse(text, "x"));

    [Property(MaxTest = 300)]
    public void MutatedTextsNeverThrowAnythingElse(NesScore score, int seed)
    {
        byte[] bytes = Mutation.Of(System.Text.Encoding.UTF8.GetBytes(BarText.Write(score)), seed);
        try
        {
            BarText.Parse(System.Text.Encoding.UTF8.GetString(bytes), "mutated");
        }
        catch (ScoreFormatException e)
        {
            Assert.Equal(PositionUnit.Line, e.Error.Unit);
        }
    }

    [Fact]
    public void NothingButBarsStaysInItsMemory()
    {
        string text = string.Join('\n', Enumerable.Repeat("BAR", 100_000));
        BarText.Parse("BAR", "warm"); // so that nothing is made for the first time
        long before = GC.GetAllocatedBytesForCurrentThread();
        BarText.Parse(text, "x");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, ((long)text.Length * BarText.AllocationPerCharacter) + NesText.AllocationBase);
    }
}
