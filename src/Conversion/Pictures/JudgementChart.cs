using System.Globalization;
using LakhNes.Corpus.Judging;
using LakhNes.Drawing;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Draws judgements: for each measure a bar of the song, of the stranger, of the model's answers, and of these by two bars.
/// </summary>
public static class JudgementChart
{
    private const int Columns = 2,
        PanelWidth = 470,
        PanelHeight = 104,
        Margin = 12,
        Header = 30,
        BarHeight = 10,
        BarGap = 4,
        LabelWidth = 76,
        FigureWidth = 44;

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Panel = Color.FromRgb(0x1C1C26),
        Words = Color.FromRgb(0xC8C8D4),
        OfSong = Color.FromRgb(0x5A8CB4),
        OfStranger = Color.FromRgb(0x707080),
        OfModel = Color.FromRgb(0xF0B44A),
        OfWindow = Color.FromRgb(0xB07828);

    /// <summary>Draws the chart.</summary>
    /// <param name="judgements">The measures, a panel each.</param>
    /// <param name="title">What was judged.</param>
    public static Canvas Draw(IReadOnlyList<Judgement> judgements, string title)
    {
        int rows = (judgements.Count + Columns - 1) / Columns;
        Canvas canvas = new(Columns * (PanelWidth + Margin) + Margin, Header + rows * (PanelHeight + Margin));
        canvas.Fill(canvas.Bounds, Background);
        canvas.Text(Margin, Margin, title, Words);
        for (int i = 0; i < judgements.Count; i++)
            DrawPanel(
                canvas,
                judgements[i],
                Margin + i % Columns * (PanelWidth + Margin),
                Header + i / Columns * (PanelHeight + Margin)
            );
        return canvas;
    }

    private static void DrawPanel(Canvas canvas, Judgement judgement, int left, int top)
    {
        canvas.Fill(new Area(left, top, PanelWidth, PanelHeight), Panel);
        string covered = double.IsNaN(judgement.Covered) ? "" : FormattableString.Invariant($"{judgement.Covered:0.00}");
        canvas.Text(left + 6, top + 6, judgement.Measure.Description, Words);
        canvas.Text(left + PanelWidth - 6 - BitmapFont.WidthOf(covered), top + 6, covered, Words);
        double model = double.IsNaN(judgement.Model) ? judgement.Phrases : judgement.Model;
        double most = new[] { judgement.Song, judgement.Stranger, model }
            .Concat(judgement.Windows)
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max();
        int y = top + 24;
        Bar("song", judgement.Song, OfSong);
        Bar("stranger", judgement.Stranger, OfStranger);
        Bar("model", model, OfModel);
        double width = (PanelWidth - LabelWidth - 12.0) / Math.Max(judgement.Windows.Length, 1);
        canvas.Text(left + 6, y + 8, "by 2 bars", Words);
        for (int window = 0; window < judgement.Windows.Length; window++)
        {
            if (!double.IsFinite(judgement.Windows[window]))
                continue;
            int height = most > 0 ? (int)Math.Round(judgement.Windows[window] / most * 20) : 0,
                x = left + LabelWidth + (int)(window * width);
            canvas.Fill(new Area(x, y + 22 - height, (int)width - 40, Math.Max(height, 1)), OfWindow);
            canvas.Text(x + (int)width - 36, y + 8, Figure(judgement.Windows[window]), Words);
        }

        void Bar(string name, double value, Color color)
        {
            if (double.IsFinite(value))
            {
                canvas.Text(left + 6, y + 1, name, Words);
                int width = most > 0 ? (int)Math.Round(value / most * (PanelWidth - LabelWidth - FigureWidth - 12)) : 0;
                canvas.Fill(new Area(left + LabelWidth, y, Math.Max(width, 1), BarHeight), color);
                canvas.Text(left + LabelWidth + width + 6, y + 1, Figure(value), Words);
            }
            y += BarHeight + BarGap;
        }
    }

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
