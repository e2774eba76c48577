using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A parameter's choices, of which the present one is shown and the others open as a list.</summary>
internal sealed class DropDown(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private static readonly string[] Arrow = ["#####", ".###.", "..#.."];

    /// <inheritdoc/>
    public override Extent Measure() =>
        CaptionWidth > 0 ? new(CaptionWidth + 112, BoxHeight) : new(112, CaptionHeight + BoxHeight);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        PaintCaption(painter);
        painter.Box(Body, IsHovered ? theme.Hover : theme.Raised, theme.Border);
        PaintValue(painter, new Area(Body.X + 8, Body.Y, Body.Width - 24, Body.Height), TextAlign.Left);
        painter.Picture(Body.Right - 13, Body.Y + 9, Arrow, theme.Dim);
        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => base.OnPointer(e.IsPress ? e with { Clicks = 1 } : e);

    /// <inheritdoc/>
    protected override void Press(in PointerEvent e) => Enter();

    /// <inheritdoc/>
    protected override void Enter()
    {
        if (Scene is not { } scene)
            return;
        var items = new MenuItem[Parameter.Range.Choices.Length];
        for (int i = 0; i < items.Length; i++)
        {
            int choice = i;
            items[i] = new MenuItem(Parameter.Range.Choices[i], () => Model.Set(Parameter, choice))
            {
                IsChecked = i == (int)Value,
            };
        }

        Menu.Open(scene, Body.X, Body.Bottom, items, Body.Width);
    }
}
