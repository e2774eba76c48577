using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A switch: a lamp with its word beside it, or a button with one letter.</summary>
internal sealed class Toggle(EditorModel model, Parameter parameter) : ParameterWidget(model, parameter)
{
    private const int Track = 28,
        Height = 14;

    /// <summary>The letter of a small button; null: a switch with a caption.</summary>
    public string? Letter { get; init; }

    /// <inheritdoc/>
    public override Extent Measure() =>
        Letter is not null ? new(BoxHeight, BoxHeight)
        : CaptionWidth > 0 ? new(CaptionWidth + 72, BoxHeight)
        : new(72, CaptionHeight + BoxHeight);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        bool on = Value > 0;
        if (Letter is not null)
        {
            painter.Box(
                Bounds,
                on ? theme.Accent
                    : IsHovered ? theme.Hover
                    : theme.Raised,
                on ? theme.Accent : theme.Border
            );
            painter.Text(Bounds, Letter, on ? theme.OnAccent : theme.Text, TextAlign.Center);
        }
        else
        {
            PaintCaption(painter);
            var track = new Area(Body.X, Body.Y + ((BoxHeight - Height) / 2), Track, Height);
            painter.Box(track, on ? theme.Lit(Voice) : theme.Screen, IsHovered ? theme.Dim : theme.Border);
            painter.Box(
                new Area(on ? track.Right - Height + 2 : track.X + 2, track.Y + 2, Height - 4, Height - 4),
                on ? theme.Screen : theme.Dim,
                on ? theme.Screen : theme.Dim
            );
            PaintValue(painter, Body with { X = track.Right + 8, Width = Body.Right - track.Right - 8 }, TextAlign.Left);
        }

        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => base.OnPointer(e.IsPress ? e with { Clicks = 1 } : e);

    /// <inheritdoc/>
    protected override void Press(in PointerEvent e) => Enter();

    /// <inheritdoc/>
    protected override void Enter() => Model.Set(Parameter, Model.Value(Parameter) > 0 ? 0 : 1);

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e is not { Key: Key.Character, Character: ' ', Modifiers: Modifiers.None })
            return base.OnKey(in e);
        Enter();
        return true;
    }
}
