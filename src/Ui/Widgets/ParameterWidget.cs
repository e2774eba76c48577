using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Widgets;

/// <summary>
/// A control of one parameter: follows its value, and gives every such control the same keys and buttons. Wheel and arrows step
/// (Shift: finely), Home and End go to the ends, double click and Delete go to the default, Enter or a digit types a value.
/// </summary>
internal abstract class ParameterWidget(EditorModel model, Parameter parameter) : Widget
{
    private const double Coarse = 0.05, Fine = 0.005;

    private double _shown = double.NaN;

    /// <summary>What it sets.</summary>
    public Parameter Parameter { get; } = parameter;

    /// <summary>Its name where there is little room; the parameter's own by default.</summary>
    public string Caption { get; init; } = parameter.Name;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <summary>What the window shows.</summary>
    protected EditorModel Model { get; } = model;

    /// <summary>The value as it is drawn.</summary>
    protected double Value => double.IsNaN(_shown) ? Model.Value(Parameter) : _shown;

    /// <inheritdoc/>
    public override void Refresh()
    {
        double value = Model.Value(Parameter);
        if (value == _shown) return;
        _shown = value;
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        switch (e.Action)
        {
            case PointerAction.Wheel:
                Step(e.Wheel, e.IsFine);
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary && e.Clicks == 2:
                Model.Set(Parameter, Parameter.Default);
                return true;
            case PointerAction.Down when e.Button == PointerButton.Middle:
                TypeValue("");
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        bool fine = (e.Modifiers & Modifiers.Shift) != 0;
        switch (e.Key)
        {
            case Key.Up or Key.Right: Step(1, fine); return true;
            case Key.Down or Key.Left: Step(-1, fine); return true;
            case Key.PageUp: Step(4, false); return true;
            case Key.PageDown: Step(-4, false); return true;
            case Key.Home: Model.Set(Parameter, Parameter.Range.Minimum); return true;
            case Key.End: Model.Set(Parameter, Parameter.Range.Maximum); return true;
            case Key.Delete or Key.Backspace: Model.Set(Parameter, Parameter.Default); return true;
            case Key.Enter: TypeValue(""); return true;
            case Key.Character when e.Modifiers is Modifiers.None && (char.IsAsciiDigit(e.Character) || e.Character is '-' or '.'):
                TypeValue(e.Character.ToString());
                return true;
            default: return false;
        }
    }

    /// <summary>One step up or down: a twentieth of the way, or a whole step where the parameter has steps.</summary>
    protected void Step(double notches, bool fine)
    {
        double value = Model.Value(Parameter);
        Model.Set(Parameter, Parameter.Range.StepCount > 0
            ? value + Math.CopySign(Math.Ceiling(Math.Abs(notches)), notches)
            : Parameter.Denormalise(Parameter.Normalise(value) + (notches * (fine ? Fine : Coarse))));
    }

    /// <summary>Opens a text field over it.</summary>
    /// <param name="start">What has been typed already; empty: the present value, selected.</param>
    protected void TypeValue(string start)
    {
        if (Scene is not { } scene) return;
        string text = start.Length > 0 ? start : Parameter.ToText(Value);
        var field = new TextField(text)
        {
            StartsSelected = start.Length == 0,
            Entered = typed =>
            {
                if (Parameter.TryParse(typed, out double plain)) Model.Set(Parameter, plain);
            },
        };
        Area at = ValueArea();
        scene.Open(field, new Area(at.X + (at.Width / 2) - 36, at.Y + (at.Height / 2) - 8, 72, 16));
    }

    /// <summary>Where the value stands.</summary>
    protected virtual Area ValueArea() => Bounds;
}
