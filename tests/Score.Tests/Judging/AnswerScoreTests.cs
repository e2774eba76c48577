using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public sealed class AnswerScoreTests
{
    private static readonly int[] Tune = [60, 64, 67, 65, 62, 64, 60, 67, 72, 71, 67, 64, 65, 62, 59, 60];

    private static Phrase Of(int bars, Func<int, int> key) =>
        new(
            [.. Enumerable.Range(0, bars * 8).Select(i => new PhraseNote(NesVoice.Pulse1, key(i), i / 2.0, (i + 1) / 2.0))],
            bars,
            4
        );

    private static Phrase Prompt => Of(4, i => Tune[i % 16]);

    [Fact]
    public void StuckSilentAndOffKeyAnswersLose()
    {
        Phrase music = Of(8, i => Tune[i / 2 % 16] + (i % 2)),
            stuck = Of(8, _ => 60),
            off = Of(8, i => 61 + (i * 5 % 12)),
            silent = new([], 8, 4);
        Phrase varied = Of(8, i => Tune[(i + (i / 32 * 3)) % 16]);
        Assert.Equal(2, AnswerScore.Best(Prompt, [stuck, silent, varied, off]));
        Assert.All(
            new[] { stuck, silent, off },
            other => Assert.True(AnswerScore.Of(Prompt, varied) < AnswerScore.Of(Prompt, other))
        );
        Assert.True(double.IsFinite(AnswerScore.Of(Prompt, music)));
    }

    [Fact]
    public void TheFirstOfEqualAnswersIsKept() =>
        Assert.Equal(0, AnswerScore.Best(Prompt, [Of(8, i => Tune[i % 16]), Of(8, i => Tune[i % 16])]));
}
