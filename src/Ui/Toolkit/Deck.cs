using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Widgets in one place, of which one is seen.</summary>
internal sealed class Deck : Widget
{
    /// <summary>Adds a page; the first is seen until <see cref="Show"/> says otherwise.</summary>
    public T AddPage<T>(T page)
        where T : Widget
    {
        page.IsVisible = Children.Count == 0;
        return Add(page);
    }

    /// <summary>Lets one page be seen.</summary>
    public void Show(int index)
    {
        for (int i = 0; i < Children.Count; i++)
            Children[i].IsVisible = i == index;
    }

    /// <inheritdoc/>
    public override Extent Measure()
    {
        Extent most = default;
        for (int i = 0; i < Children.Count; i++)
        {
            Extent wanted = Children[i].Measure();
            most = new Extent(Math.Max(most.Width, wanted.Width), Math.Max(most.Height, wanted.Height));
        }

        return most;
    }

    /// <inheritdoc/>
    public override void Arrange(Area bounds)
    {
        base.Arrange(bounds);
        for (int i = 0; i < Children.Count; i++)
            Children[i].Arrange(bounds);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) { }
}
