using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Widgets;

/// <summary>A knob with its name above and its value below. Dragging up or right turns it, with Shift or Control finely.</summary>
internal sealed class Knob(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Diameter = 32, Width = 62, Line = 12;

    // units of dragging from one end to the other
    private const double Travel = 160, FineTravel = 1600;

    private double _dragX;
    private double _dragY;
    private double _dragged;

    /// <summary>Its colour, by the voice that it belongs to; -1: none.</summary>
    public int Voice { get; init; } = -1;

    private int Top => Bounds.Y + ((Bounds.Height - Diameter) / 2) - Line;

    private Area Face => new(Bounds.X + ((Bounds.Width - Diameter) / 2), Top + Line, Diameter, Diameter);

    /// <inheritdoc/>
    public override Extent Measure() => new(Width, Diameter + (2 * Line));

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        Color lit = Voice < 0 ? theme.Accent : theme.Voices[Voice];
        painter.Text(Bounds with { Y = Top, Height = Line }, Caption, theme.Dim, TextAlign.Center);
        double minimum = Parameter.Range.Minimum;
        double origin = minimum < 0 && Parameter.Range.Maximum == -minimum ? Parameter.Normalise(0) : 0;
        painter.Knob(Face, Parameter.Normalise(Value), origin, IsHovered ? theme.Hover : theme.Raised, lit);
        Span<char> text = stackalloc char[32];
        int length = Parameter.Format(Value, text);
        painter.Text(ValueArea(), text[..length], theme.Text, TextAlign.Center);
        if (HasFocus && Scene!.ShowsFocus) painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (base.OnPointer(in e)) return true;
        switch (e.Action)
        {
            case PointerAction.Down when e.Button == PointerButton.Primary && ValueArea().Contains((int)e.X, (int)e.Y):
                TypeValue("");
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary:
                (_dragX, _dragY) = (e.X, e.Y);
                _dragged = Parameter.Normalise(Model.Value(Parameter));
                Model.Begin(Parameter);
                return true;
            case PointerAction.Move when Model.Held == Parameter:
                _dragged = Math.Clamp(_dragged + ((e.X - _dragX + _dragY - e.Y) / (e.IsFine ? FineTravel : Travel)), 0, 1);
                (_dragX, _dragY) = (e.X, e.Y);
                Model.Move(Parameter.Denormalise(_dragged));
                return true;
            case PointerAction.Up when Model.Held == Parameter:
                Model.End();
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    protected override Area ValueArea() => Bounds with { Y = Face.Bottom, Height = Line };
}
