using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// Widgets one after another, each as long as it wants; those that grow share what is left over. Every widget gets the whole
/// breadth. The one layout that there is: windows are stacks of stacks.
/// </summary>
internal class Stack : Widget
{
    /// <summary>Which way.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>Units between two widgets.</summary>
    public int Gap { get; init; }

    /// <summary>Units around them all.</summary>
    public int Padding { get; init; }

    /// <summary>Units across at least.</summary>
    public int LeastWidth { get; init; }

    /// <inheritdoc/>
    public override Extent Measure()
    {
        int along = 0,
            across = 0,
            count = 0;
        for (int i = 0; i < Children.Count; i++)
        {
            Widget child = Children[i];
            if (!child.IsVisible)
                continue;
            Extent wanted = child.Measure();
            along += Along(wanted);
            across = Math.Max(across, Orientation == Orientation.Across ? wanted.Height : wanted.Width);
            count++;
        }

        along += (Math.Max(0, count - 1) * Gap) + (2 * Padding);
        across += 2 * Padding;
        return Orientation == Orientation.Across
            ? new Extent(Math.Max(along, LeastWidth), across)
            : new Extent(Math.Max(across, LeastWidth), along);
    }

    /// <inheritdoc/>
    public override void Arrange(Area bounds) => Arrange(bounds, bounds);

    /// <summary>Gives it its place and its children a part of it.</summary>
    protected void Arrange(Area bounds, Area content)
    {
        base.Arrange(bounds);
        Area inside = content.Inset(Padding);
        bool isRow = Orientation == Orientation.Across;
        int spare = isRow ? inside.Width : inside.Height,
            shares = 0,
            count = 0;
        for (int i = 0; i < Children.Count; i++)
        {
            Widget child = Children[i];
            if (!child.IsVisible)
                continue;
            spare -= child.Grow > 0 ? 0 : Along(child.Measure());
            shares += child.Grow;
            count++;
        }

        spare = Math.Max(0, spare - (Math.Max(0, count - 1) * Gap));
        int at = isRow ? inside.X : inside.Y;
        for (int i = 0; i < Children.Count; i++)
        {
            Widget child = Children[i];
            if (!child.IsVisible)
                continue;
            int length = child.Grow > 0 ? spare * child.Grow / shares : Along(child.Measure());
            // what is left of the room and of the shares: rounding leaves no gap at the end
            if (child.Grow > 0)
            {
                spare -= length;
                shares -= child.Grow;
            }

            child.Arrange(isRow ? new Area(at, inside.Y, length, inside.Height) : new Area(inside.X, at, inside.Width, length));
            at += length + Gap;
        }
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) { }

    private int Along(Extent extent) => Orientation == Orientation.Across ? extent.Width : extent.Height;
}
