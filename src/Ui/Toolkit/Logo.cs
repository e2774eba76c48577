using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>The project's name, as on a console's case.</summary>
internal sealed class Logo : Widget
{
    private const string Name = "LakhNES";
    private const int Quiet = 4,
        Height = 32;

    /// <inheritdoc/>
    public override Extent Measure() => new(Painter.WidthOf(Name.Length, TextSize.Large) + 14, Height);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        int width = Painter.WidthOf(Name.Length, TextSize.Large),
            quiet = Painter.WidthOf(Quiet, TextSize.Large) + 2;
        var at = new Area(Bounds.X + 2, Bounds.Y, width + 2, Bounds.Height);
        painter.Text(at, Name.AsSpan(0, Quiet), theme.Text, size: TextSize.Large);
        painter.Text(
            at with
            {
                X = at.X + quiet,
                Width = at.Width - quiet,
            },
            Name.AsSpan(Quiet),
            theme.Accent,
            size: TextSize.Large
        );
    }
}
