using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A button of a parameter that does something where it rises: on while it is held down, off again after.</summary>
internal sealed class Momentary(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Padding = 12;

    /// <inheritdoc/>
    public override Extent Measure() => new(Painter.WidthOf(Caption.Length) + (2 * Padding), CaptionHeight + BoxHeight);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        bool on = Value > 0;
        painter.Box(
            Body,
            on ? theme.Accent
                : IsHovered ? theme.Hover
                : theme.Raised,
            on ? theme.Accent : theme.Border
        );
        painter.Text(Body, Caption, on ? theme.OnAccent : theme.Text, TextAlign.Center);
        if (ShowsFocus)
            painter.Outline(Body, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) =>
        e.Action switch
        {
            PointerAction.Wheel or PointerAction.Move => false,
            PointerAction.Up when Model.Held == Parameter => Release(),
            _ => base.OnPointer(e.IsPress ? e with { Clicks = 1 } : e),
        };

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e is not ({ Key: Key.Enter } or { Key: Key.Character, Character: ' ', Modifiers: Modifiers.None }))
            return false;
        Hold();
        return Release();
    }

    /// <inheritdoc/>
    protected override void Press(in PointerEvent e) => Hold();

    // one that a host left on rises too
    private void Hold()
    {
        Model.Begin(Parameter);
        Model.Move(0);
        Model.Move(1);
    }

    private bool Release()
    {
        Model.Move(0);
        Model.End();
        return true;
    }
}
