using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>Waits, over everything else, for the MIDI controller that is to turn a parameter.</summary>
internal sealed class LearnPanel : Stack
{
    private const int Width = 380,
        Height = 130;

    private readonly EditorModel _model;
    private readonly Parameter _parameter;

    private LearnPanel(EditorModel model, Parameter parameter)
    {
        (_model, _parameter) = (model, parameter);
        Orientation = Orientation.Down;
        Padding = 16;
        Gap = 8;
        Add(new Label("MIDI learn") { Size = TextSize.Large });
        Add(
            new TextBlock(
                $"Move the knob or fader of your MIDI device that is to turn {parameter.Name}. It does nothing else from then on, in this project."
            )
            {
                Grow = 1,
            }
        );
        Stack row = Add(new Stack());
        row.Add(new Stack { Grow = 1 });
        row.Add(new Button("Cancel", () => Scene?.Close()) { Width = 80 });
    }

    /// <summary>Opens it over a window.</summary>
    /// <param name="scene">The window.</param>
    /// <param name="model">Whose controllers.</param>
    /// <param name="parameter">What is to be turned.</param>
    public static void Open(Scene scene, EditorModel model, Parameter parameter)
    {
        Area window = scene.Root.Bounds;
        int width = Math.Min(Width, window.Width - 32);
        scene.Open(
            new LearnPanel(model, parameter),
            new Area((window.Width - width) / 2, (window.Height - Height) / 2, width, Height)
        );
        model.Engine.Learn(true);
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        int controller = _model.Engine.LearnedController;
        if (controller < 0)
            return;
        _model.Engine.Controllers = _model.Engine.Controllers.With(controller, _parameter);
        _model.Host.ValuesChanged();
        Scene?.Close();
    }

    /// <inheritdoc/>
    public override void OnClosed() => _model.Engine.Learn(false);

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Dim);

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => e.Action == PointerAction.Down;
}
