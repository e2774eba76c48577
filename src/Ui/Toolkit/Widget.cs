using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// A rectangle of the window: it says how large it wants to be, is given its place, draws itself, and answers to pointer and
/// keys. Once a frame it looks at the model (<see cref="Refresh"/>) and asks to be drawn where something changed. Places are in
/// units, from the window's corner. Only making and changing the tree may allocate.
/// </summary>
internal abstract class Widget
{
    private readonly List<Widget> _children = [];
    private bool _visible = true;

    /// <summary>What it lies in; null for a root.</summary>
    public Widget? Parent { get; private set; }

    /// <summary>Drawn over it, in this order.</summary>
    public IReadOnlyList<Widget> Children => _children;

    /// <summary>Its place.</summary>
    public Area Bounds { get; private set; }

    /// <summary>Its share of the room that a <see cref="Stack"/> has left over; 0: its own size.</summary>
    public int Grow { get; init; }

    /// <summary>What a tooltip says of it, or null.</summary>
    public string? Tip { get; init; }

    /// <summary>What a tooltip says of it now: by default <see cref="Tip"/>.</summary>
    public virtual string? CurrentTip => Tip;

    /// <summary>The keyboard can be on it.</summary>
    public virtual bool CanFocus => false;

    /// <summary>The window that it is in, once it is in one.</summary>
    public Scene? Scene => SceneOfRoot ?? Parent?.Scene;

    /// <summary>Set on a root by the scene that holds it.</summary>
    public Scene? SceneOfRoot { get; set; }

    /// <summary>The keyboard is on it.</summary>
    public bool HasFocus => Scene?.Focus == this;

    /// <summary>The pointer is on it.</summary>
    public bool IsHovered => Scene?.Hovered == this;

    /// <summary>The keyboard is on it and was used last: the frame is drawn.</summary>
    protected bool ShowsFocus => HasFocus && Scene!.ShowsFocus;

    /// <summary>Drawn and reachable.</summary>
    public bool IsVisible
    {
        get => _visible;
        set
        {
            if (_visible == value)
                return;
            _visible = value;
            Scene?.Relayout();
        }
    }

    /// <summary>The size that it wants.</summary>
    public abstract Extent Measure();

    /// <summary>Gives it its place; overrides place their children in it.</summary>
    public virtual void Arrange(Area bounds)
    {
        Bounds = bounds;
        Invalidate();
    }

    /// <summary>Draws itself; the painter is clipped to what has to be drawn anew.</summary>
    public abstract void Paint(Painter painter);

    /// <summary>Once a frame: looks at what it shows and invalidates what changed.</summary>
    public virtual void Refresh() { }

    /// <summary>The pointer did something on it, or elsewhere after a button went down on it.</summary>
    /// <returns>Whether it handled the event; after a button went down it then gets every event until the button is up.</returns>
    public virtual bool OnPointer(in PointerEvent e) => false;

    /// <summary>A key went down while the keyboard is on it or on what lies in it.</summary>
    /// <returns>Whether it handled the key; otherwise its parent, and at last the host, is asked.</returns>
    public virtual bool OnKey(in KeyEvent e) => false;

    /// <summary>The keyboard came or left.</summary>
    public virtual void OnFocus() => Invalidate();

    /// <summary>It lay over everything and was taken away.</summary>
    public virtual void OnClosed() { }

    /// <summary>Asks to be drawn in the next frame.</summary>
    public void Invalidate() => Scene?.Invalidate(Bounds);

    /// <summary>Puts a widget over those that lie in it.</summary>
    public T Add<T>(T child)
        where T : Widget
    {
        child.Parent = this;
        _children.Add(child);
        return child;
    }

    /// <summary>Takes everything out that lies in it.</summary>
    protected void Clear()
    {
        foreach (Widget child in _children)
            child.Parent = null;
        _children.Clear();
    }

    /// <summary>The topmost visible widget at a place, itself included; null outside.</summary>
    public Widget? Find(int x, int y)
    {
        if (!IsVisible || !Bounds.Contains(x, y))
            return null;
        for (int i = _children.Count - 1; i >= 0; i--)
        {
            if (_children[i].Find(x, y) is { } found)
                return found;
        }

        return this;
    }

    /// <summary>Refreshes itself and all that is visible in it.</summary>
    public void RefreshAll()
    {
        if (!IsVisible)
            return;
        Refresh();
        for (int i = 0; i < _children.Count; i++)
            _children[i].RefreshAll();
    }

    /// <summary>Draws what is visible of it and in it in an area.</summary>
    public void PaintAll(Painter painter, Area dirty)
    {
        Area shown = Bounds.Intersect(dirty);
        if (!IsVisible || shown.IsEmpty)
            return;
        painter.Clip = shown;
        Paint(painter);
        for (int i = 0; i < _children.Count; i++)
            _children[i].PaintAll(painter, shown);
    }
}
