using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>
/// The chip's own envelope over one second: from 15 down by one every (period + 1) quarter frames (240 a second), then 0 or,
/// looping, 15 again.
/// </summary>
internal sealed class EnvelopePicture(EditorModel model, Parameter on, Parameter period, Parameter loop) : Widget
{
    private const double QuarterFrames = 240;
    private const int Top = 15;

    private (double On, double Period, double Loop) _shown;

    /// <summary>Its colour, by voice.</summary>
    public int Voice { get; init; }

    /// <inheritdoc/>
    public override Extent Measure() => new(88, 40);

    /// <inheritdoc/>
    public override void Refresh()
    {
        (double, double, double) now = (model.Value(on), model.Value(period), model.Value(loop));
        if (now == _shown)
            return;
        _shown = now;
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Area screen = Bounds with { Y = Bounds.Y + 12, Height = Bounds.Height - 24 };
        painter.Box(screen, painter.Theme.Screen, painter.Theme.Border);
        Area field = screen.Inset(3);
        Color color = _shown.On > 0 ? painter.Theme.Voices[Voice] : painter.Theme.Border;
        for (int x = 0; x < field.Width; x++)
        {
            int steps = (int)((x + 0.5) / field.Width * QuarterFrames / (_shown.Period + 1));
            int level = _shown.Loop > 0 ? Top - (steps % (Top + 1)) : Math.Max(0, Top - steps);
            int height = Math.Max(1, field.Height * level / Top);
            painter.Fill(new Area(field.X + x, field.Bottom - height, 1, height), color);
        }
    }
}
