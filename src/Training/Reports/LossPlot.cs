using System.Globalization;
using LakhNes.Drawing;

namespace LakhNes.Training.Reports;

/// <summary>The losses of a run over its steps.</summary>
public static class LossPlot
{
    private const int Width = 960;
    private const int Height = 540;
    private const int Margin = 56;
    private const int Dot = 3;
    private static readonly Color Background = Color.FromRgb(0x14161C);
    private static readonly Color Grid = Color.FromRgb(0x2C303A);
    private static readonly Color Words = Color.FromRgb(0xB8BEC9);
    internal static readonly Color Training = Color.FromRgb(0x5C9DED);
    internal static readonly Color Validation = Color.FromRgb(0xF2B544);

    /// <summary>Draws the losses that a log holds.</summary>
    public static Canvas Draw(IReadOnlyList<LogEntry> entries)
    {
        var canvas = new Canvas(Width, Height);
        canvas.Fill(canvas.Bounds, Background);
        (double X, double Y)[] training =
        [
            .. entries.Where(entry => entry.Loss is not null).Select(entry => ((double)entry.Step, entry.Loss!.Value)),
        ];
        (double X, double Y)[] validation =
        [
            .. entries.Where(entry => entry.ValidLoss is not null).Select(entry => ((double)entry.Step, entry.ValidLoss!.Value)),
        ];
        (double X, double Y)[] all = [.. training, .. validation];
        if (all.Length == 0)
            return canvas;
        double last = Math.Max(1, all.Max(point => point.X)),
            step = GridStep(Math.Max(1e-3, all.Max(point => point.Y) - all.Min(point => point.Y))),
            low = Math.Floor(all.Min(point => point.Y) / step) * step;
        double high = Math.Max(low + step, Math.Ceiling(all.Max(point => point.Y) / step) * step);
        int X(double value) => Margin + (int)Math.Round(value / last * (Width - 2 * Margin));
        int Y(double value) => Height - Margin - (int)Math.Round((value - low) / (high - low) * (Height - 2 * Margin));

        for (double value = low; value <= high + step / 2; value += step)
        {
            canvas.Line(Margin, Y(value), Width - Margin, Y(value), Grid);
            canvas.Text(8, Y(value) - 3, value.ToString("0.00", CultureInfo.InvariantCulture), Words);
        }

        double stride = Math.Max(1, GridStep(last));
        for (double value = 0; value <= last; value += stride)
            canvas.Text(X(value), Height - Margin + 10, value.ToString("0", CultureInfo.InvariantCulture), Words);
        canvas.Text(Margin, 16, "nats a token over steps:", Words);
        canvas.Text(Margin + 160, 16, "training", Training);
        canvas.Text(Margin + 230, 16, "validation", Validation);
        for (int i = 1; i < training.Length; i++)
            canvas.Line(X(training[i - 1].X), Y(training[i - 1].Y), X(training[i].X), Y(training[i].Y), Training);
        for (int i = 0; i < validation.Length; i++)
        {
            (int x, int y) = (X(validation[i].X), Y(validation[i].Y));
            if (i > 0)
                canvas.Line(X(validation[i - 1].X), Y(validation[i - 1].Y), x, y, Validation);
            canvas.Fill(new Area(x - Dot / 2, y - Dot / 2, Dot, Dot), Validation);
        }

        return canvas;
    }

    // 1, 2 or 5 times a power of ten, so that there are at most ten steps in a range
    private static double GridStep(double range)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(range / 10)));
        return new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => range / step <= 10);
    }
}
