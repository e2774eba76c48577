using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>A group of controls on a ground of its own, under a title.</summary>
internal sealed class Panel : Stack
{
    private const int TitleHeight = 16;

    /// <summary>What the group is; empty: no title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Colour of the title's mark, by voice; -1: none.</summary>
    public int Voice { get; init; } = -1;

    private int Top => Title.Length > 0 ? TitleHeight : 0;

    /// <inheritdoc/>
    public override Extent Measure()
    {
        Extent inside = base.Measure();
        return inside with { Height = inside.Height + Top };
    }

    /// <inheritdoc/>
    public override void Arrange(Area bounds) =>
        Arrange(bounds, bounds with { Y = bounds.Y + Top, Height = bounds.Height - Top });

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Panel, theme.Panel);
        if (Title.Length == 0)
            return;
        var at = new Area(Bounds.X + Padding, Bounds.Y + Padding - 2, Bounds.Width - (2 * Padding), 12);
        if (Voice >= 0)
            painter.Fill(new Area(at.X, at.Y + 3, 6, 6), theme.Voices[Voice]);
        painter.Text(Voice >= 0 ? at with { X = at.X + 12, Width = at.Width - 12 } : at, Title, theme.Text);
    }
}
