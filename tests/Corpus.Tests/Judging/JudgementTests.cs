using LakhNes.Corpus.Judging;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Corpus.Tests.Judging;

public sealed class JudgementTests
{
    private static readonly int[] Tune = [60, 64, 67, 65, 62, 64, 60, 67],
        Other = [61, 62, 68, 61, 66, 66, 66, 66]; // stands

    // a line, and another so many keys below it
    private static Phrase Of(int[] keys, double length = 0.5, int below = 20) =>
        new(
            [
                .. Enumerable
                    .Range(0, (int)(32 / length))
                    .SelectMany(i =>
                        new PhraseNote[]
                        {
                            new(NesVoice.Pulse1, keys[i % 8], i * length, (i + 1) * length),
                            new(NesVoice.Triangle, keys[i % 8] - below, i * length, (i + 1) * length),
                        }
                    ),
            ],
            8,
            4
        );

    [Fact]
    public void WhoAnswersAsTheSongCoversAllAndWhoAnswersAsAStrangerNothing()
    {
        AnswerMeasurement song = AnswerMeasurement.Of(Of(Tune), Of(Tune)),
            stranger = AnswerMeasurement.Of(Of(Tune), Of(Other, 1, below: -20));
        Judgement[] asSong = [.. Judgement.Of([song], [stranger], [song], [])],
            asStranger = [.. Judgement.Of([song], [stranger], [stranger], [])];
        Assert.Equal(1, Judgement.Sum(asSong), 1e-9);
        Assert.All(asStranger.Where(j => j.Measure.ComparesWithPrompt), j => Assert.Equal(0, j.Covered));
        Assert.All(asSong, j => Assert.Equal(j.Song, j.Model));
        Assert.All(asSong, j => Assert.Equal(j.SongWindows.ToArray(), j.Windows.ToArray()));
        Assert.Contains(asStranger, j => !j.SongWindows.SequenceEqual(j.Windows));
    }

    [Fact]
    public void AMeasureOfTheAnswerAloneIsJudgedByTheSongsSpread()
    {
        AnswerMeasurement[] songs = [AnswerMeasurement.Of(Of(Tune), Of(Tune, 1)), AnswerMeasurement.Of(Of(Tune), Of(Tune, 4))];
        AnswerMeasurement two = AnswerMeasurement.Of(Of(Tune), Of(Tune, 2));
        Judgement longest = Judgement.Of(songs, [], [two], []).Single(j => j.Measure.Name == "longestNote");
        Assert.Equal((2.5, 1.5), (longest.Song, longest.Spread)); // of 1 and 4
        Assert.Equal(1 - (0.5 / 1.5), longest.Covered, 1e-9);
    }

    [Fact]
    public void WithoutSongsNothingIsCovered()
    {
        AnswerMeasurement answer = AnswerMeasurement.Of(Of(Tune), Of(Tune));
        Judgement[] judged = [.. Judgement.Of([], [], [], [answer])];
        Assert.True(double.IsNaN(Judgement.Sum(judged)));
        Assert.All(judged, j => Assert.True(double.IsNaN(j.Song) && double.IsNaN(j.Model)));
        Assert.Equal(1, judged.Single(j => j.Measure.Name == "patterns").Phrases);
        Assert.Equal((4, 0), (judged[0].Windows.Length, judged[0].SongWindows.Length));
    }
}
