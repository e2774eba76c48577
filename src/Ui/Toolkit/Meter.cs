using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>A level on a scale of decibels that falls back slowly, with a line at the highest of the last second.</summary>
/// <param name="peak">The largest sample since the last frame, 0 to 1 or more.</param>
internal sealed class Meter(Func<double> peak) : Widget
{
    // decibels that the scale spans, that the level falls a frame, and frames that the line stays
    private const double Span = 48,
        Fall = 0.8;
    private const int Hold = 60,
        Segment = 4;

    private double _level = -Span;
    private double _highest = -Span;
    private int _since;
    private int _lit = -1;
    private int _mark = -1;

    /// <summary>Its colour, by voice; -1: the accent.</summary>
    public int Voice { get; init; } = -1;

    /// <summary>Which way it grows.</summary>
    public Orientation Orientation { get; init; } = Orientation.Down;

    private int Length => Orientation == Orientation.Down ? Bounds.Height : Bounds.Width;

    private int Segments => Math.Max(1, (Length - 2) / Segment);

    /// <inheritdoc/>
    public override Extent Measure() => Orientation == Orientation.Down ? new(10, 40) : new(64, 10);

    /// <inheritdoc/>
    public override void Refresh()
    {
        double now = 20 * Math.Log10(Math.Max(peak(), 1e-6));
        _level = Math.Max(Math.Clamp(now, -Span, 0), _level - Fall);
        if (_level >= _highest || ++_since > Hold)
            (_highest, _since) = (_level, 0);
        int lit = Place(_level),
            mark = Place(_highest);
        if (lit == _lit && mark == _mark)
            return;
        (_lit, _mark) = (lit, mark);
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Fill(Bounds, theme.Screen);
        for (int i = 0; i < Segments; i++)
        {
            Area at =
                Orientation == Orientation.Down
                    ? new Area(Bounds.X + 1, Bounds.Bottom - 1 - ((i + 1) * Segment), Bounds.Width - 2, Segment - 1)
                    : new Area(Bounds.X + 1 + (i * Segment), Bounds.Y + 1, Segment - 1, Bounds.Height - 2);
            painter.Fill(at, i < _lit || i == _mark - 1 ? theme.Lit(Voice) : theme.Grid);
        }
    }

    private int Place(double decibels) => (int)Math.Ceiling((decibels + Span) / Span * Segments);
}
