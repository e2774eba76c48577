using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A whole number between two buttons that lower and raise it.</summary>
internal sealed class Stepper(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Button = 18;

    /// <inheritdoc/>
    protected override Area ValueArea => Body with { X = Body.X + Button, Width = Body.Width - (2 * Button) };

    private Area Less => Body with { Width = Button };

    private Area More => Body with { X = Body.Right - Button, Width = Button };

    /// <inheritdoc/>
    public override Extent Measure() => CaptionWidth > 0 ? new(CaptionWidth + 96, BoxHeight) : new(96, CaptionHeight + BoxHeight);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        PaintCaption(painter);
        painter.Box(Body, theme.Screen, theme.Border);
        painter.Box(Less, IsHovered ? theme.Hover : theme.Raised, theme.Border);
        painter.Text(Less, "-", theme.Text, TextAlign.Center);
        painter.Box(More, IsHovered ? theme.Hover : theme.Raised, theme.Border);
        painter.Text(More, "+", theme.Text, TextAlign.Center);
        PaintValue(painter, ValueArea);
        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    protected override void Press(in PointerEvent e)
    {
        if (Less.Contains((int)e.X, (int)e.Y))
            Step(-1, false);
        else if (More.Contains((int)e.X, (int)e.Y))
            Step(1, false);
        else
            base.Press(in e);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        // quick clicks on the buttons are single steps
        bool onButton = e.IsPress && !ValueArea.Contains((int)e.X, (int)e.Y) && Body.Contains((int)e.X, (int)e.Y);
        return base.OnPointer(onButton ? e with { Clicks = 1 } : e);
    }
}
