using LakhNes.Corpus.Judging;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Corpus.Tests.Judging;

public sealed class BandJudgementTests
{
    private static readonly Phrase Played = Part(NesVoice.Pulse1, 4);

    private static Phrase Part(NesVoice voice, int notes) =>
        new([.. Enumerable.Range(0, notes).Select(i => new PhraseNote(voice, 60 + i, i * 0.25, (i + 1) * 0.25))], 1, 4);

    private static AccompanimentMeasurement Band(int notes) =>
        AccompanimentMeasurement.Of(Played, Part(NesVoice.Triangle, notes));

    private static BandJudgement Of(IEnumerable<int> songs, IEnumerable<int> bands) =>
        BandJudgement.Of([.. songs.Select(Band)], [.. bands.Select(Band)]).Single(one => one.Measure.Name == "densityTR");

    [Fact]
    public void BandsAreCountedThatLieWithinTheSongsQuartiles()
    {
        BandJudgement judged = Of([4, 8, 12, 16, 0], [4, 12, 3, 13, 8, 8]);
        Assert.Equal(new Quartiles(1, 2, 3), judged.Song);
        Assert.Equal(4 / 6.0, judged.Within, 1e-9);
        Assert.Equal(new Quartiles(1.25, 2, 2.75), judged.Model);
    }

    [Fact]
    public void WithoutSongsNothingLiesWithin()
    {
        BandJudgement judged = Of([], [4]);
        Assert.Equal(new Quartiles(1, 1, 1), judged.Model);
        Assert.Equal((double.NaN, double.NaN), (judged.Song.Median, judged.Within));
    }

    [Fact]
    public void WhatIsNoNumberDoesNotCount()
    {
        Assert.Equal(new Quartiles(2, 2, 2), Quartiles.Of([double.NaN, 2]));
        Assert.False(Quartiles.Of([]).Contains(1));
    }
}
