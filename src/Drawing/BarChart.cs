namespace LakhNes.Drawing;

/// <summary>Draws panels of horizontal bars below each other, with labels, figures and whiskers.</summary>
public static class BarChart
{
    private const int Width = 900,
        Margin = 12,
        Padding = 10,
        Header = 34,
        PanelHeader = 28,
        BarHeight = 16,
        BarGap = 10,
        FigureGap = 10,
        WhiskerHeight = 7,
        LongestLabel = 40;

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Panel = Color.FromRgb(0x1C1C26),
        Mark = Color.FromRgb(0x707084),
        Whisker = Color.FromRgb(0xF2F1E8),
        Words = Color.FromRgb(0xC8C8D4);

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="panels">The panels, from the top.</param>
    public static Canvas Draw(string title, IReadOnlyList<BarPanel> panels)
    {
        Canvas canvas = new(Width, Header + panels.Sum(panel => Height(panel) + Margin));
        canvas.Fill(canvas.Bounds, Background);
        canvas.Text(Margin, Margin, title, Words);
        int labels = panels.SelectMany(panel => panel.Bars).Select(bar => BitmapFont.WidthOf(Label(bar))).DefaultIfEmpty(0).Max(),
            figures = panels
                .SelectMany(panel => panel.Bars)
                .Select(bar => BitmapFont.WidthOf(bar.Figure))
                .DefaultIfEmpty(0)
                .Max(),
            y = Header;
        foreach (BarPanel panel in panels)
        {
            DrawPanel(canvas, panel, new Area(Margin, y, Width - (2 * Margin), Height(panel)), labels, figures);
            y += Height(panel) + Margin;
        }
        return canvas;
    }

    private static int Height(BarPanel panel) => PanelHeader + (Math.Max(panel.Bars.Count, 1) * (BarHeight + BarGap));

    private static string Label(ChartBar bar) =>
        bar.Label.Length <= LongestLabel ? bar.Label : bar.Label[..(LongestLabel - 3)] + "...";

    private static void DrawPanel(Canvas canvas, BarPanel panel, Area area, int labels, int figures)
    {
        canvas.Fill(area, Panel);
        canvas.Text(area.X + Padding, area.Y + Padding, panel.Title, Words);
        int left = area.X + Padding + labels + FigureGap,
            right = area.Right - Padding - figures - FigureGap;
        double most = panel.Most ?? panel.Bars.Select(bar => bar.Value + bar.Error).DefaultIfEmpty(0).Max();
        int X(double value) => left + (most > 0 ? (int)Math.Round(Math.Clamp(value / most, 0, 1) * (right - left)) : 0);
        int y = area.Y + PanelHeader;
        foreach (ChartBar bar in panel.Bars)
        {
            int words = y + ((BarHeight - BitmapFont.CapHeight) / 2),
                middle = y + (BarHeight / 2),
                end = X(bar.Value);
            canvas.Text(area.X + Padding, words, Label(bar), Words);
            canvas.Fill(new Area(left, y, Math.Max(end - left, 1), BarHeight), bar.Color);
            if (bar.Error > 0)
            {
                int from = X(bar.Value - bar.Error),
                    to = X(bar.Value + bar.Error);
                canvas.Fill(new Area(from, middle, to - from + 1, 1), Whisker);
                canvas.Fill(new Area(from, middle - (WhiskerHeight / 2), 1, WhiskerHeight), Whisker);
                canvas.Fill(new Area(to, middle - (WhiskerHeight / 2), 1, WhiskerHeight), Whisker);
            }

            canvas.Text(right + FigureGap, words, bar.Figure, Words);
            y += BarHeight + BarGap;
        }

        if (panel.Mark is { } mark)
            canvas.Fill(new Area(X(mark), area.Y + PanelHeader - 4, 1, area.Height - PanelHeader), Mark);
    }
}
