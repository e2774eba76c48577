using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// Draws a wave so that it stands still: what is shown starts where the wave rises through its middle.
/// </summary>
/// <param name="read">Writes the latest samples, oldest first, and says whether they changed since the last call.</param>
/// <param name="span">How many samples are to be seen, at most half of <see cref="Length"/>: a few cycles of the note.</param>
internal sealed class Oscilloscope(Func<float[], bool> read, Func<int> span) : Widget
{
    /// <summary>Samples that are read a frame.</summary>
    public const int Length = 4096;

    private const float Silence = 1e-5f;

    private readonly float[] _samples = new float[Length];
    private float _low,
        _high;

    /// <summary>Its colour, by voice; -1: the accent.</summary>
    public int Voice { get; init; } = -1;

    /// <summary>What it says while nothing sounds.</summary>
    public string EmptyText { get; init; } = "";

    /// <summary>Sample that fills it to the edge.</summary>
    public float FullScale { get; init; } = 1;

    /// <inheritdoc/>
    public override Extent Measure() => new(160, 48);

    /// <inheritdoc/>
    public override void Refresh()
    {
        if (!read(_samples))
            return;
        bool wasFlat = IsFlat;
        FindRange();
        // one flat line looks like another
        if (!wasFlat || !IsFlat)
            Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Screen, theme.Border);
        Area pixels = painter.ToPixels(Bounds.Inset(2));
        int middle = pixels.Y + (pixels.Height / 2),
            unit = Math.Max(1, (int)painter.Scale),
            stroke = 2 * unit;
        painter.Canvas.Fill(new Area(pixels.X, middle, pixels.Width, unit), theme.Grid);
        if (IsFlat)
        {
            painter.Text(Bounds with { Height = Bounds.Height / 2 }, EmptyText, theme.Dim, TextAlign.Center);
            return;
        }

        float centre = (_low + _high) / 2;
        int shown = Math.Clamp(span(), 64, Length / 2),
            start = Trigger(centre, shown),
            from = start;
        for (int x = 0; x < pixels.Width; x++)
        {
            // all that falls on a column, and the edge to the next
            int to = start + ((x + 1) * shown / pixels.Width);
            float least = _samples[from],
                most = least;
            for (int i = from; i <= to; i++)
                (least, most) = (Math.Min(least, _samples[i]), Math.Max(most, _samples[i]));
            int top = YOf(most),
                bottom = YOf(least);
            painter.Canvas.Fill(new Area(pixels.X + x, top, unit, bottom - top + stroke), theme.Lit(Voice));
            from = to;
        }

        int YOf(float sample) =>
            middle - (int)Math.Round(Math.Clamp((sample - centre) / FullScale, -1, 1) * ((pixels.Height / 2) - stroke));
    }

    private bool IsFlat => _high - _low < Silence;

    private void FindRange()
    {
        Vector128<float> low = Vector128.Create(_samples[0]),
            high = low;
        foreach (Vector128<float> four in MemoryMarshal.Cast<float, Vector128<float>>(_samples))
            (low, high) = (Vector128.MinNative(low, four), Vector128.MaxNative(high, four));
        (_low, _high) = (low[0], high[0]);
        for (int i = 1; i < Vector128<float>.Count; i++)
            (_low, _high) = (Math.Min(_low, low[i]), Math.Max(_high, high[i]));
    }

    private int Trigger(float centre, int shown)
    {
        // the newest rise that leaves enough behind it
        for (int i = Length - shown - 1; i > 0; i--)
        {
            if (_samples[i - 1] < centre && _samples[i] >= centre)
                return i;
        }

        return Length - shown - 1;
    }
}
