using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A knob: name above and value below, or both at its right.</summary>
internal sealed class Knob(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Diameter = 32,
        Width = 72,
        Line = 12;

    /// <summary>Name and value stand at its right.</summary>
    public bool IsBeside { get; init; }

    private int Top => Bounds.Y + ((Bounds.Height - Diameter) / 2) - (IsBeside ? 0 : Line);

    private Area Face =>
        IsBeside
            ? new Area(Bounds.X, Top, Diameter, Diameter)
            : new Area(Bounds.X + ((Bounds.Width - Diameter) / 2), Top + Line, Diameter, Diameter);

    private Area CaptionArea =>
        IsBeside
            ? new Area(Face.Right + 8, Face.Y + 4, Bounds.Right - Face.Right - 8, Line)
            : Bounds with
            {
                Y = Top,
                Height = Line,
            };

    /// <inheritdoc/>
    protected override Area ValueArea => CaptionArea with { Y = IsBeside ? CaptionArea.Bottom : Face.Bottom };

    /// <inheritdoc/>
    public override Extent Measure() => IsBeside ? new(Diameter + 8 + Width, Diameter) : new(Width, Diameter + (2 * Line));

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        TextAlign align = IsBeside ? TextAlign.Left : TextAlign.Center;
        painter.Text(CaptionArea, Caption, theme.Dim, align);
        double minimum = Parameter.Range.Minimum;
        double origin = minimum < 0 && Parameter.Range.Maximum == -minimum ? Parameter.Normalise(0) : 0;
        painter.Knob(Face, Parameter.Normalise(Value), origin, IsHovered ? theme.Hover : theme.Raised, theme.Lit(Voice));
        PaintValue(painter, ValueArea, align);
        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }
}
