using FsCheck.Xunit;
using LakhNes.Drawing;
using LakhNes.Training.Reports;

namespace LakhNes.Training.Tests.Reports;

public class LossPlotTests
{
    [Fact]
    public void LossesFallFromTheUpperLeftToTheLowerRight()
    {
        LogEntry[] entries =
        [
            .. Enumerable
                .Range(1, 100)
                .Select(i => new LogEntry(
                    10 * i,
                    1000 * i,
                    i,
                    1e-3,
                    5.0 - 0.03 * i,
                    1,
                    100,
                    i % 10 == 0 ? 4.5 - 0.02 * i : null,
                    60
                )),
        ];
        Canvas plot = LossPlot.Draw(entries);
        foreach (Color color in new[] { LossPlot.Training, LossPlot.Validation })
        {
            // below the legend
            (int X, int Y)[] dots =
            [
                .. Enumerable
                    .Range(0, plot.Width)
                    .SelectMany(x => Enumerable.Range(40, plot.Height - 40).Select(y => (x, y)))
                    .Where(p => plot[p.x, p.y] == color),
            ];
            Assert.True(dots.Length > 100);
            Assert.True(dots.MinBy(p => p.X).Y < dots.MaxBy(p => p.X).Y - 100);
        }
    }

    [Fact]
    public void AnEmptyLogIsAnEmptyPlot()
    {
        Canvas plot = LossPlot.Draw([]);
        Assert.Single(plot.Pixels.ToArray().Distinct());
    }

    [Property]
    public void ALineOfTheLogComesBack(uint step, bool trained, bool validated)
    {
        var entry = new LogEntry(
            step,
            2L * step,
            12.25,
            0.0005,
            trained ? 3.25 : null,
            trained ? 0.5 : null,
            trained ? 1500 : null,
            validated ? 2.125 : null,
            validated ? 61.5 : null
        );
        Assert.Equal(entry, LogEntry.TryParse(entry.ToString()));
    }

    [Theory]
    [InlineData(LogEntry.Header)]
    [InlineData("")]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5,x,7,8,9")]
    public void WhatIsNoLineIsNone(string line) => Assert.Null(LogEntry.TryParse(line));
}
