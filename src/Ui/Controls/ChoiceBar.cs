using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A parameter's few choices side by side, all in sight.</summary>
internal sealed class ChoiceBar(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Padding = 14;

    /// <summary>Draws a choice instead of its name.</summary>
    public Action<Painter, Area, int, Color>? Picture { get; init; }

    private int Count => Parameter.Range.Choices.Length;

    /// <inheritdoc/>
    public override Extent Measure()
    {
        int width = 40 * Count;
        foreach (string choice in Parameter.Range.Choices)
            width = Math.Max(width, (Painter.WidthOf(choice.Length) + Padding) * Count);
        return CaptionWidth > 0 ? new(CaptionWidth + width, BoxHeight) : new(width, CaptionHeight + BoxHeight);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        PaintCaption(painter);
        painter.Box(Body, theme.Screen, IsHovered ? theme.Dim : theme.Border);
        for (int i = 0; i < Count; i++)
        {
            bool chosen = i == (int)Value;
            Area at = PlaceOf(i).Inset(2);
            Color lit = theme.Lit(Voice);
            if (chosen)
                painter.Box(at, lit, lit);
            Color color = chosen ? theme.OnLit(Voice) : theme.Dim;
            if (Picture is { } picture)
                picture(painter, at, i, color);
            else
                painter.Text(at, Parameter.Range.Choices[i], color, TextAlign.Center);
        }

        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => base.OnPointer(e.IsPress ? e with { Clicks = 1 } : e);

    /// <inheritdoc/>
    protected override void Press(in PointerEvent e)
    {
        for (int i = 0; i < Count; i++)
        {
            if (PlaceOf(i).Contains((int)e.X, (int)e.Y))
                Model.Set(Parameter, i);
        }
    }

    private Area PlaceOf(int choice)
    {
        int left = Body.X + (Body.Width * choice / Count);
        return Body with { X = left, Width = Body.X + (Body.Width * (choice + 1) / Count) - left };
    }
}
