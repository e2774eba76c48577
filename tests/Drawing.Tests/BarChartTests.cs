namespace LakhNes.Drawing.Tests;

public class BarChartTests
{
    private static readonly Color Ink = Color.FromRgb(0x123456);

    [Fact]
    public void BarsAreAsLongAsTheirValues()
    {
        int half = Longest(Draw(new ChartBar("a", 0.5, "x", Ink))),
            whole = Longest(Draw(new ChartBar("a", 1, "x", Ink)));
        Assert.Equal(0.5, (double)half / whole, 0.01);
        // what reaches beyond the end ends there
        Assert.Equal(whole, Longest(Draw(new ChartBar("a", 7, "x", Ink))));
        Assert.Equal(1, Longest(Draw(new ChartBar("a", 0, "x", Ink))));
    }

    [Fact]
    public void WithoutAnEndTheLongestBarAndItsWhiskerReachIt()
    {
        Canvas one = BarChart.Draw("", [new BarPanel("", [new ChartBar("a", 3, "", Ink, 1)])]),
            other = BarChart.Draw("", [new BarPanel("", [new ChartBar("a", 300, "", Ink, 100)])]);
        Assert.True(one.Pixels.SequenceEqual(other.Pixels));
        Assert.InRange(Longest(one), 500, 700);
    }

    [Fact]
    public void NothingToDrawAndLongNamesAreDrawnToo()
    {
        Assert.True(BarChart.Draw("", [new BarPanel("nothing", [])]).Height > 0);
        Assert.True(Longest(Draw(new ChartBar(new string('x', 500), 1, "1", Ink))) > 100);
    }

    private static Canvas Draw(ChartBar bar) => BarChart.Draw("title", [new BarPanel("panel", [bar], Most: 1, Mark: 0.5)]);

    private static int Longest(Canvas canvas) =>
        Enumerable
            .Range(0, canvas.Height)
            .Max(y => Enumerable.Range(0, canvas.Width).Count(x => canvas[x, y] == Ink || IsMarked(canvas, x, y)));

    // the line of the mark inside the bar
    private static bool IsMarked(Canvas canvas, int x, int y) =>
        x > 0 && x + 1 < canvas.Width && canvas[x - 1, y] == Ink && canvas[x + 1, y] == Ink;
}
