using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A bar that is filled up to the value, which stands in it.</summary>
internal sealed class Slider(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    /// <inheritdoc/>
    protected override double Travel => Math.Max(1, Body.Width);

    /// <inheritdoc/>
    protected override Area ValueArea => Body with { X = Body.X + (Body.Width / 4), Width = Body.Width / 2 };

    /// <inheritdoc/>
    public override Extent Measure() => CaptionWidth > 0 ? new(CaptionWidth + 96, BoxHeight) : new(96, CaptionHeight + BoxHeight);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        Color lit = theme.Lit(Voice);
        PaintCaption(painter);
        painter.Box(Body, theme.Screen, IsHovered ? theme.Dim : theme.Border);
        Area track = Body.Inset(2);
        double minimum = Parameter.Range.Minimum;
        double origin = minimum < 0 && Parameter.Range.Maximum == -minimum ? Parameter.Normalise(0) : 0;
        int from = track.X + (int)Math.Round(origin * track.Width),
            to = track.X + (int)Math.Round(Parameter.Normalise(Value) * track.Width);
        painter.Fill(track with { X = Math.Min(from, to), Width = Math.Abs(to - from) }, lit.WithOpacity(0.3));
        // the mark leaves the value free that it may stand on
        var mark = new Area(Math.Clamp(to - 1, track.X, track.Right - 2), track.Y, 2, 3);
        painter.Fill(mark, lit);
        painter.Fill(mark with { Y = track.Bottom - 3 }, lit);
        PaintValue(painter, Body);
        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }
}
