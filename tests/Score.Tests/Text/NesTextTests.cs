using FsCheck.Xunit;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.Text;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 200)]
public class NesTextTests
{
    [Property]
    public void Tx2GivesTheScoreBack(NesScore score)
    {
        NesScore back = NesText.Parse(NesText.Write(score, expression: true), score.Unit, "x.tx2.txt");
        ScoreAssert.Same(score, back);
    }

    [Property]
    public void Tx1GivesTheNotesBack(NesScore score)
    {
        NesScore back = NesText.Parse(NesText.Write(score, expression: false), score.Unit, "x.tx1.txt");
        ScoreAssert.Same(score.WithoutExpression(), back);
    }

    [Fact]
    public void LinesAreJoinedWithoutALastNewlineAndTheLastWaitIsTheEnd()
    {
        NesScore score = new(
            TimeUnit.Sample,
            [
                NesEvent.NoteOn(10, NesVoice.Pulse1, 60),
                NesEvent.Velocity(10, NesVoice.Pulse1, 9),
                NesEvent.Timbre(12, NesVoice.Noise, 1),
                NesEvent.NoteOff(30, NesVoice.Pulse1),
            ],
            99
        );
        Assert.Equal("WT_10\nP1_NOTEON_60\nWT_20\nP1_NOTEOFF\nWT_69", NesText.Write(score, expression: false));
        Assert.Equal(
            "WT_10\nP1_NOTEON_60\nP1_VELOCITY_9\nWT_2\nNO_TIMBRE_1\nWT_18\nP1_NOTEOFF\nWT_69",
            NesText.Write(score, expression: true)
        );
    }

    [Fact]
    public void AnyLineEndsAndBlankLinesAreRead()
    {
        NesScore score = NesText.Parse("WT_5\r\n\r\n  TR_NOTEON_40 \nWT_5\nTR_NOTEOFF\n\n", TimeUnit.Sample, "x");
        ScoreAssert.Events(score, NesEvent.NoteOn(5, NesVoice.Triangle, 40), NesEvent.NoteOff(10, NesVoice.Triangle));
    }

    [Fact]
    public void AnEmptyTextIsAnEmptyScore() => Assert.Equal(0, NesText.Parse("", TimeUnit.Sample, "x").Length);

    [Theory]
    [InlineData("P1_NOTEON_32")] // below the pulses' range
    [InlineData("P1_NOTEON_109")]
    [InlineData("TR_NOTEON_20")]
    [InlineData("NO_NOTEON_0")]
    [InlineData("NO_NOTEON_17")]
    [InlineData("P1_VELOCITY_0")]
    [InlineData("P2_VELOCITY_16")]
    [InlineData("TR_VELOCITY_1")]
    [InlineData("P1_TIMBRE_4")]
    [InlineData("NO_TIMBRE_2")]
    [InlineData("TR_TIMBRE_0")]
    [InlineData("WT_0")]
    [InlineData("WT_-1")]
    [InlineData("WT_+1")]
    [InlineData("WT_1.5")]
    [InlineData("WT_")]
    [InlineData("P3_NOTEOFF")]
    [InlineData("P1_NOTEOFF_1")]
    [InlineData("P1_NOTEON_ 60")]
    [InlineData("p1_noteoff")]
    [InlineData("<S>")]
    public void WhatIsNoSymbolIsNamedWithItsLine(string symbol)
    {
        Assert.False(
            NesText.TryParse($"WT_1\nP1_NOTEON_60\n{symbol}\n", TimeUnit.Sample, "song.tx1.txt", out _, out ReadError error)
        );
        Assert.Equal(3, error.Position);
        Assert.StartsWith("song.tx1.txt: line 3: ", error.ToString());
        Assert.Contains(symbol, error.Reason);
    }

    [Fact]
    public void ASongLongerThanAnyIsRefusedRatherThanOverflowing()
    {
        string text = string.Join('\n', Enumerable.Repeat("WT_999999999999", 1000));
        Assert.False(NesText.TryParse(text, TimeUnit.Sample, "x", out _, out ReadError error));
        Assert.Contains("longer", error.Reason);
    }

    [Property(MaxTest = 300)]
    public void MutatedTextsNeverThrowAnythingElseAndStayInTheirMemory(NesScore score, int seed)
    {
        byte[] bytes = Mutation.Of(System.Text.Encoding.UTF8.GetBytes(NesText.Write(score, expression: true)), seed);
        string text = System.Text.Encoding.UTF8.GetString(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        NesText.TryParse(text, TimeUnit.Sample, "mutated", out _, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, (long)text.Length * NesText.AllocationPerCharacter + NesText.AllocationBase);
    }
}
