using System.Globalization;
using LakhNes.Corpus.Statistics;
using LakhNes.Drawing;

namespace LakhNes.Conversion.Pictures;

/// <summary>
/// Draws measures of pieces beside those of a reference: a panel each, with a pair of columns for each label or range.
/// </summary>
public static class StatisticsChart
{
    private const int Columns = 3,
        PanelWidth = 440,
        PanelHeight = 170,
        Margin = 12,
        Header = 34,
        Bins = 20;
    private const double Shown = 0.98; // of the numbers; the few beyond would squeeze the rest

    private static readonly Color Background = Color.FromRgb(0x14141C),
        Panel = Color.FromRgb(0x1C1C26),
        Line = Color.FromRgb(0x40404E),
        Words = Color.FromRgb(0xC8C8D4),
        Pieces = Color.FromRgb(0xF0B44A),
        Reference = Color.FromRgb(0x5A8CB4);

    /// <summary>Draws the chart.</summary>
    /// <param name="comparisons">The measures, a panel each.</param>
    /// <param name="title">Name of the pieces.</param>
    /// <param name="reference">Name of what they are compared with; null without any.</param>
    public static Canvas Draw(IReadOnlyList<MeasureComparison> comparisons, string title, string? reference)
    {
        int rows = (comparisons.Count + Columns - 1) / Columns;
        Canvas canvas = new(Columns * (PanelWidth + Margin) + Margin, Header + rows * (PanelHeight + Margin));
        canvas.Fill(canvas.Bounds, Background);
        Legend(Margin, title, Pieces);
        if (reference != null)
            Legend(canvas.Width / 2, reference, Reference);
        for (int i = 0; i < comparisons.Count; i++)
            DrawPanel(
                canvas,
                new Area(
                    Margin + i % Columns * (PanelWidth + Margin),
                    Header + i / Columns * (PanelHeight + Margin),
                    PanelWidth,
                    PanelHeight
                ),
                comparisons[i],
                reference != null
            );
        return canvas;

        void Legend(int x, string name, Color color)
        {
            canvas.Fill(new Area(x, Margin, 8, 8), color);
            canvas.Text(x + 14, Margin, name, Words);
        }
    }

    private static void DrawPanel(Canvas canvas, Area area, MeasureComparison comparison, bool paired)
    {
        canvas.Fill(area, Panel);
        canvas.Text(area.X + 6, area.Y + 6, comparison.Measure.Name, Words);
        string distance = double.IsNaN(comparison.Distance)
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{comparison.Distance:0.000}{(double.IsNaN(comparison.TimesChance) ? "" : $", {comparison.TimesChance:0.0} x chance")}"
            );
        canvas.Text(area.Right - 6 - BitmapFont.WidthOf(distance), area.Y + 6, distance, Words);
        (string[] labels, double[] pieces, double[] reference) =
            comparison.Measure.Kind == MeasureKind.Shares
                ? ([.. comparison.Measure.Labels], Shares(comparison.Results), Shares(comparison.Reference))
                : Histogram(comparison);
        if (pieces.Length + reference.Length == 0)
            return;

        Area plot = new(area.X + 6, area.Y + 24, area.Width - 12, area.Height - 24 - 18);
        double most = Math.Max(pieces.Concat(reference).Max(), 1e-9),
            step = (double)plot.Width / labels.Length;
        int nextLabel = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int left = plot.X + (int)(i * step) + 1,
                right = plot.X + (int)((i + 1) * step) - 1,
                middle = paired ? (left + right) / 2 : right;
            if (pieces.Length > 0)
                Column(left, middle, pieces[i], Pieces);
            if (reference.Length > 0)
                Column(middle, right, reference[i], Reference);
            int x = (left + right - BitmapFont.WidthOf(labels[i])) / 2;
            if (x < nextLabel)
                continue;
            canvas.Text(x, plot.Bottom + 5, labels[i], Words);
            nextLabel = x + BitmapFont.WidthOf(labels[i]) + BitmapFont.Advance;
        }
        canvas.Fill(new Area(plot.X, plot.Bottom, plot.Width, 1), Line);

        void Column(int left, int right, double share, Color color)
        {
            int height = (int)Math.Round(share / most * plot.Height);
            canvas.Fill(new Area(left, plot.Bottom - height, Math.Max(right - left, 1), height), color);
        }
    }

    private static double[] Shares(double[] counts)
    {
        double sum = Math.Max(counts.Sum(), 1e-9);
        return [.. counts.Select(count => count / sum)];
    }

    /// <summary>Numbers in equal ranges from 0 on; the last one takes what is beyond. A label is its range's start.</summary>
    private static (string[] Labels, double[] Pieces, double[] Reference) Histogram(MeasureComparison comparison)
    {
        double[] all = [.. comparison.Results.Concat(comparison.Reference).Order()];
        if (all.Length == 0)
            return ([], [], []);
        double width = Math.Max(all[(int)((all.Length - 1) * Shown)], 1e-9) / Bins;
        return (
            [.. Enumerable.Range(0, Bins).Select(bin => (bin * width).ToString("0.##", CultureInfo.InvariantCulture))],
            Counts(comparison.Results),
            Counts(comparison.Reference)
        );

        double[] Counts(double[] values)
        {
            double[] counts = new double[values.Length == 0 ? 0 : Bins];
            foreach (double value in values)
                counts[Math.Min((int)(value / width), Bins - 1)] += 1.0 / values.Length;
            return counts;
        }
    }
}
