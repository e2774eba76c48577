using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Statistics;
using LakhNes.Drawing;

namespace LakhNes.Conversion.Tests;

public class StatisticsChartTests
{
    private static readonly Color Pieces = Color.FromRgb(0xF0B44A),
        Reference = Color.FromRgb(0x5A8CB4);

    private static MeasureComparison Counts(double[] results, double[] reference) =>
        new(new Measure("counts", MeasureKind.Shares, "notes", ["a", "b"]), results, reference, 0, 0);

    private static int[] Heights(Canvas canvas, Color color) =>
        [
            .. Enumerable
                .Range(0, canvas.Width)
                .Select(x => Enumerable.Range(30, canvas.Height - 30).Count(y => canvas[x, y] == color))
                .Where(h => h > 0)
                .Distinct(),
        ];

    [Fact]
    public void ColumnsAreAsHighAsTheirShares()
    {
        Canvas canvas = StatisticsChart.Draw([Counts([3, 1], [2, 2])], "ours", "theirs");
        int[] pieces = Heights(canvas, Pieces),
            reference = Heights(canvas, Reference);
        Assert.Equal(2, pieces.Length);
        Assert.Equal(1 / 3.0, (double)pieces[1] / pieces[0], 0.02);
        Assert.Equal(2 / 3.0, (double)Assert.Single(reference) / pieces[0], 0.02);
    }

    [Fact]
    public void NumbersAreSortedIntoRanges()
    {
        Measure measure = new("numbers", MeasureKind.Values, "1", []);
        Canvas canvas = StatisticsChart.Draw([new(measure, [0, 0, 0, 10], [], double.NaN, double.NaN)], "ours", null);
        int[] heights = Heights(canvas, Pieces);
        Assert.Equal(1 / 3.0, (double)heights[1] / heights[0], 0.02);
        Assert.Empty(Heights(canvas, Reference));
    }

    [Fact]
    public void WhatHasNoResultsLeavesItsPanelEmpty() =>
        Assert.Empty(
            Heights(
                StatisticsChart.Draw([Counts([], []), new(Measure.All[2], [], [], double.NaN, double.NaN)], "ours", "theirs"),
                Pieces
            )
        );
}
