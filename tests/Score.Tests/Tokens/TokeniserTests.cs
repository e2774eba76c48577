using FsCheck.Xunit;
using LakhNes.Score.Tokens;

namespace LakhNes.Score.Tests.Tokens;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 200)]
public class TokeniserTests
{
    private static TokenVocabulary VocabularyOf(NesScore score) =>
        score.Unit == TimeUnit.Frame ? TokenVocabulary.TxfExpression : TokenVocabulary.Tx2;

    [Property]
    public void OnceRoundedAScoreComesBackExactly(NesScore score)
    {
        TokenVocabulary vocabulary = VocabularyOf(score);
        NesScore rounded = Tokeniser.Decode([.. Tokeniser.Encode(score, vocabulary)], vocabulary);
        NesScore again = Tokeniser.Decode([.. Tokeniser.Encode(rounded, vocabulary)], vocabulary);
        Assert.Equal(score.Events.Select(e => e with { Time = 0 }), rounded.Events.Select(e => e with { Time = 0 }));
        ScoreAssert.Same(rounded, again);
    }

    [Property(MaxTest = 30)]
    public void EachWaitIsRoundedToItsNearest(NesScore score)
    {
        TokenVocabulary vocabulary = VocabularyOf(score);
        long[] times = [0, .. score.Events.Select(e => e.Time).Distinct(), score.Length];
        long[] waits = [.. times.Zip(times.Skip(1), (a, b) => b - a).Where(w => w > 0)];
        long[] tokens = [.. Tokeniser.Encode(score, vocabulary).Where(vocabulary.IsWait).Select(vocabulary.WaitOf)];
        Assert.Equal(waits.Length, tokens.Length);
        for (int i = 0; i < waits.Length; i++)
            Assert.Equal(
                Enumerable
                    .Range(1, vocabulary.Count - 1)
                    .Where(vocabulary.IsWait)
                    .Min(id => Math.Abs(vocabulary.WaitOf(id) - waits[i])),
                Math.Abs(tokens[i] - waits[i])
            );
    }

    [Fact]
    public void TheVocabulariesHaveTheirPublishedSizes()
    {
        Assert.Equal(631, TokenVocabulary.Tx1.Count);
        Assert.Equal(686, TokenVocabulary.Tx2.Count);
        Assert.Equal(373, TokenVocabulary.Txf.Count);
        Assert.Equal(370, TokenVocabulary.Tx1.Symbols.Count(s => s.StartsWith("WT_", StringComparison.Ordinal)));
        Assert.Equal("<S>", TokenVocabulary.Tx1.Symbols[TokenVocabulary.Start]);
        Assert.Equal("WT_1", TokenVocabulary.Tx1.Symbols[1]);
        Assert.Equal("NO_NOTEON_16", TokenVocabulary.Tx1.Symbols[^1]);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(105, 100)]
    [InlineData(106, 110)]
    [InlineData(1050, 1000)]
    [InlineData(2050, 2100)] // ties that the original's set order turns up
    [InlineData(8250, 8300)]
    [InlineData(10500, 11000)]
    [InlineData(11500, 11000)]
    [InlineData(38500, 38000)]
    [InlineData(39500, 40000)]
    [InlineData(85500, 85000)]
    [InlineData(100001, 100000)]
    public void WaitsRoundAsTheOriginalsDo(long wait, long token) =>
        Assert.Equal(token, TokenVocabulary.Tx1.WaitOf(TokenVocabulary.Tx1.IdOfWait(wait)));

    [Theory]
    [InlineData(64, 64)]
    [InlineData(65, 64)]
    [InlineData(67, 66)]
    [InlineData(132, 128)]
    [InlineData(133, 136)]
    [InlineData(10000, 256)]
    public void FramesRoundToTheNearestAndTiesDown(long wait, long token) =>
        Assert.Equal(token, TokenVocabulary.Txf.WaitOf(TokenVocabulary.Txf.IdOfWait(wait)));

    [Fact]
    public void EventsThatTheVocabularyLacksAreLeftOut()
    {
        NesScore score = new(
            TimeUnit.Sample,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                NesEvent.Velocity(50, NesVoice.Pulse1, 3),
                NesEvent.NoteOff(100, NesVoice.Pulse1),
            ]
        );
        Assert.Equal(
            ["P1_NOTEON_60", "WT_100", "P1_NOTEOFF"],
            Tokeniser.Encode(score, TokenVocabulary.Tx1).Select(id => TokenVocabulary.Tx1.Symbols[id])
        );
    }

    [Fact]
    public void UnitsAreNotMixed() =>
        Assert.Throws<ArgumentException>(() => Tokeniser.Encode(new NesScore(TimeUnit.Frame, []), TokenVocabulary.Tx1));

    [Fact]
    public void AVocabularyFileIsReadAndABrokenOneNamed()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Parse("12,WT_1\n7,WT_10\nP1_NOTEON_60\n", TimeUnit.Frame, "vocab.txt");
        Assert.Equal("<S> WT_1 WT_10 P1_NOTEON_60", string.Join(" ", vocabulary.Symbols));
        Assert.Equal(3, vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Pulse1, 60)));
        Assert.Equal(-1, vocabulary.IdOf(NesEvent.NoteOff(0, NesVoice.Pulse1)));
        Assert.False(vocabulary.HasExpression);
        foreach (string broken in new[] { "", "P1_NOTEOFF", "WT_1\nWT_1", "WT_1\nX" })
            Assert.Throws<ScoreFormatException>(() => TokenVocabulary.Parse(broken, TimeUnit.Frame, "vocab.txt"));
    }
}
