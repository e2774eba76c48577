using LakhNes.Drawing;
using LakhNes.Study.Analysis;
using LakhNes.Study.Answers;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Tests;

public class AnalysisTests
{
    private static readonly KeyEntry[] Key =
    [
        new("r", ClipRole.Real, "songs", "", 0),
        new("x", ClipRole.Model, "x", "", 0),
        new("y", ClipRole.Model, "y", "", 0),
        new("c", ClipRole.Control, "control", "", 0),
    ];

    private static readonly StudyPlan Plan = new([
        new StudySheet([
            new(PairKind.Preference, "r", "c"),
            new(PairKind.Preference, "x", "y"),
            new(PairKind.Preference, "y", "r"),
            new(PairKind.Turing, "c", "r"),
            new(PairKind.Turing, "x", "r"),
            new(PairKind.Turing, "r", "y"),
        ]),
    ]);

    [Fact]
    public void SharesAndErrorsAreThoseOfTheListenersWhoListened()
    {
        StudyAnalysis analysis = Analyse(0.05, "AABBAA", "AABBBB", "ABAABA", "BAAABA");
        // the third failed one control of two, the fourth both
        Assert.Equal([true, true, false, false], analysis.Listeners.Select(listener => listener.IsCounted));
        Assert.Equal([0, 0, 1, 2], analysis.Listeners.Select(listener => listener.Failed));
        Assert.Equal(["songs", "x", "y", "control"], analysis.Sources.Select(source => source.Source));
        SourceResult x = analysis.Sources[1],
            y = analysis.Sources[2],
            songs = analysis.Sources[0];
        Assert.Equal((1, 2, 2, 2), (x.TakenForReal, x.Tested, x.Preferred, x.Compared));
        Assert.Equal((1, 2, 0, 4), (y.TakenForReal, y.Tested, y.Preferred, y.Compared));
        Assert.Equal((0, 0, 2, 2), (songs.TakenForReal, songs.Tested, songs.Preferred, songs.Compared));
        Assert.Equal(0.5, x.Real);
        Assert.Equal(Math.Sqrt(0.25 / 2), x.RealError, 12);
        Assert.Equal(0, y.Preference);
        Assert.Equal([new Meeting("songs", "y", 2, 2), new Meeting("x", "y", 2, 2)], analysis.Meetings);
        Assert.Equal((0, 2), (analysis.Sources[3].TakenForReal, analysis.Sources[3].Tested));
    }

    [Fact]
    public void MoreFailuresMayBeForgiven() =>
        Assert.Equal([true, false], Analyse(0.5, "ABAABA", "BAAABA").Listeners.Select(listener => listener.IsCounted));

    [Fact]
    public void AnswersOfAnUnfinishedSheetCountButNotOfOneWhoMetNoControl()
    {
        StudyAnalysis analysis = Analyse(0.05, "AA----", "-A----", "------");
        Assert.Equal([true, false, false], analysis.Listeners.Select(listener => listener.IsCounted));
        Assert.Equal(1, analysis.Sources[1].Compared);
        Assert.True(double.IsNaN(analysis.Sources[1].Real));
    }

    [Fact]
    public void AKeyWithoutAClipIsRefused()
    {
        var failure = Assert.Throws<ArgumentException>(() => new StudyAnalysis(Key[..3], Plan, [], 0));
        Assert.Equal("does not say what the clip c is", failure.Message);
    }

    [Fact]
    public void TheChartShowsEverySourceAndGrowsWithThem()
    {
        Canvas some = StudyChart.Draw(Analyse(0.05, "AABBAA"), "a study"),
            none = StudyChart.Draw(Analyse(0.05), "a study");
        Assert.True(some.Height > none.Height);
        Assert.Contains(0xF0B44Au, some.Pixels.ToArray());
        Assert.DoesNotContain(0xF0B44Au, none.Pixels.ToArray());
    }

    private static StudyAnalysis Analyse(double mostFailed, params string[] answers) =>
        new(Key, Plan, answers.Select(Listener), mostFailed);

    private static ListenerAnswers Listener(string choices, int number) =>
        new(
            $"{number}",
            0,
            [
                .. choices.Select(choice =>
                    choice switch
                    {
                        'A' => PairChoice.A,
                        'B' => PairChoice.B,
                        _ => (PairChoice?)null,
                    }
                ),
            ],
            null,
            null
        );
}
