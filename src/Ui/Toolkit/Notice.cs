using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Says that something went wrong, and why, until it is closed.</summary>
internal sealed class Notice : Stack
{
    private Notice(string title, string text)
    {
        Orientation = Orientation.Down;
        Padding = 16;
        Gap = 8;
        Add(new Label(title) { Size = TextSize.Large });
        Add(new TextBlock(text) { Grow = 1 });
        Stack row = Add(new Stack());
        row.Add(new Stack { Grow = 1 });
        row.Add(new Button("Close", () => Scene?.Close()) { Width = 80 });
    }

    /// <summary>Opens a notice over a window.</summary>
    public static void Open(Scene scene, string title, string text)
    {
        Area window = scene.Root.Bounds;
        int width = Math.Min(480, window.Width - 32);
        scene.Open(new Notice(title, text), new Area((window.Width - width) / 2, (window.Height - 160) / 2, width, 160));
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Dim);

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => e.Action == PointerAction.Down;
}
