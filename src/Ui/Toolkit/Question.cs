using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Asks before something is done that cannot be taken back.</summary>
internal sealed class Question : Stack
{
    private const int Width = 420,
        Height = 130;

    private Question(string title, string text, string yes, Action confirmed)
    {
        Orientation = Orientation.Down;
        Padding = 16;
        Gap = 8;
        Add(new Label(title) { Size = TextSize.Large });
        Add(new TextBlock(text) { Grow = 1 });
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(new Stack { Grow = 1 });
        row.Add(new Button("Cancel", () => Scene?.Close()) { Width = 80 });
        row.Add(
            new Button(
                yes,
                () =>
                {
                    Scene?.Close();
                    confirmed();
                }
            )
            {
                Width = 96,
            }
        );
    }

    /// <summary>Opens a question over a window.</summary>
    /// <param name="scene">The window.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="text">What would happen.</param>
    /// <param name="yes">What the button says that does it.</param>
    /// <param name="confirmed">Does it.</param>
    public static void Open(Scene scene, string title, string text, string yes, Action confirmed)
    {
        Area window = scene.Root.Bounds;
        int width = Math.Min(Width, window.Width - 32);
        scene.Open(
            new Question(title, text, yes, confirmed),
            new Area((window.Width - width) / 2, (window.Height - Height) / 2, width, Height)
        );
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Dim);

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => e.Action == PointerAction.Down;
}
