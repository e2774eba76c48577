using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// The widgets of one window: the one layout pass, the one dispatcher of input, and what has to be drawn anew. Knows no native
/// window: tests use it as it is. For the thread of the window alone.
/// </summary>
internal sealed class Scene
{
    private const int MostDirty = 24;

    // frames that the pointer rests on a widget before its tooltip comes
    private const int TooltipFrames = 36;

    // frames that it stays: to notice it, and to read each character
    private const int LeastReading = 100,
        ReadingACharacter = 2;

    private readonly Area[] _dirty = new Area[MostDirty];
    private int _dirtyCount;
    private Area _bounds;
    private Area _scrolled;
    private int _scrolledBy;
    private bool _laidOut;
    private Widget? _captured;
    private Widget? _popup;
    private Widget? _focusBeforePopup;
    private readonly Tooltip _tooltip = new();
    private int _rested;
    private bool _showsTooltip;
    private int _reading;
    private bool _wantsNoTooltip;
    private int _pointerX;
    private int _pointerY;

    /// <summary>Takes over a tree of widgets.</summary>
    public Scene(Widget root)
    {
        Root = root;
        root.SceneOfRoot = _tooltip.SceneOfRoot = this;
    }

    /// <summary>The tree.</summary>
    public Widget Root { get; }

    /// <summary>What the keyboard is on, or null.</summary>
    public Widget? Focus { get; private set; }

    /// <summary>What the pointer is on, or null.</summary>
    public Widget? Hovered { get; private set; }

    /// <summary>Focus is shown: the keyboard was used last.</summary>
    public bool ShowsFocus { get; private set; }

    /// <summary>What lies over everything (a list, a menu, a text field), or null.</summary>
    public Widget? Popup => _popup;

    /// <summary>The tooltip, while it is seen; null otherwise.</summary>
    public Tooltip? Tooltip => _showsTooltip ? _tooltip : null;

    /// <summary>Called with keys that no widget wanted.</summary>
    public Func<KeyEvent, bool>? UnhandledKey { get; init; }

    /// <summary>Gives the window a size in units.</summary>
    public void Resize(int width, int height)
    {
        _bounds = new Area(0, 0, width, height);
        Relayout();
    }

    /// <summary>Lays everything out anew before the next frame.</summary>
    public void Relayout() => _laidOut = false;

    /// <summary>An area of units has to be drawn anew.</summary>
    public void Invalidate(Area area)
    {
        area = area.Intersect(_bounds);
        if (area.IsEmpty)
            return;
        for (int i = 0; i < _dirtyCount; i++)
        {
            Area both = _dirty[i].Union(area);
            // areas that nearly cover their union are drawn as one
            if (both.Width * both.Height > (_dirty[i].Width * _dirty[i].Height) + (area.Width * area.Height))
                continue;
            _dirty[i] = both;
            return;
        }

        if (_dirtyCount < MostDirty)
            _dirty[_dirtyCount++] = area;
        else
            _dirty[MostDirty - 1] = _dirty[MostDirty - 1].Union(area);
    }

    /// <summary>
    /// What an area shows moves to the left: what comes in has to be drawn, and the rest too where nothing can move it
    /// (<see cref="TakeScroll"/>).
    /// </summary>
    /// <param name="area">The area, which one widget covers.</param>
    /// <param name="units">How far; negative: to the right.</param>
    public void Scroll(Area area, int units)
    {
        bool covered = !_laidOut || !_scrolled.IsEmpty || Math.Abs((long)units) > area.Width / 4;
        covered |= IsOver(_popup) || IsOver(Tooltip);
        // older pictures must not be moved
        for (int i = 0; i < _dirtyCount; i++)
            covered |= !_dirty[i].Intersect(area).IsEmpty;
        if (covered)
        {
            Invalidate(area);
            return;
        }

        (_scrolled, _scrolledBy) = (area, units);
        Invalidate(area with { X = units > 0 ? area.Right - units : area.X, Width = Math.Abs(units) });

        bool IsOver(Widget? widget) => widget is not null && !widget.Bounds.Intersect(area).IsEmpty;
    }

    /// <summary>
    /// What has to be moved before anything is drawn. Who cannot move it invalidates it.
    /// </summary>
    /// <param name="area">The area; empty: none.</param>
    /// <param name="units">How far to the left.</param>
    public void TakeScroll(out Area area, out int units)
    {
        (area, units) = (_scrolled, _scrolledBy);
        _scrolled = default;
    }

    /// <summary>Everything has to be drawn anew.</summary>
    public void InvalidateAll()
    {
        _dirtyCount = 0;
        Invalidate(_bounds);
    }

    /// <summary>One frame: widgets look at the model, and the layout is made good.</summary>
    public void Refresh()
    {
        Root.RefreshAll();
        _popup?.RefreshAll();
        FollowTooltip();
        if (_laidOut)
            return;
        _laidOut = true;
        Root.Arrange(_bounds);
        InvalidateAll();
    }

    /// <summary>Draws what has to be drawn.</summary>
    /// <param name="painter">Where to.</param>
    /// <param name="drawn">Room for the areas drawn, in units.</param>
    /// <returns>How many of <paramref name="drawn"/> were written.</returns>
    public int Paint(Painter painter, Span<Area> drawn)
    {
        int count = Math.Min(_dirtyCount, drawn.Length);
        for (int i = 0; i < count; i++)
        {
            drawn[i] = _dirty[i];
            Root.PaintAll(painter, _dirty[i]);
            _popup?.PaintAll(painter, _dirty[i]);
            Tooltip?.PaintAll(painter, _dirty[i]);
        }

        _dirtyCount = 0;
        return count;
    }

    /// <summary>Puts the keyboard on a widget, or nowhere.</summary>
    public void SetFocus(Widget? widget)
    {
        if (Focus == widget)
            return;
        Widget? before = Focus;
        Focus = widget;
        before?.OnFocus();
        widget?.OnFocus();
    }

    /// <summary>Lays a widget over everything; a press elsewhere takes it away again.</summary>
    /// <param name="popup">The widget.</param>
    /// <param name="bounds">Its place, which is moved into the window.</param>
    public void Open(Widget popup, Area bounds)
    {
        Close();
        _focusBeforePopup = Focus;
        _popup = popup;
        popup.SceneOfRoot = this;
        int width = Math.Min(bounds.Width, _bounds.Width),
            height = Math.Min(bounds.Height, _bounds.Height);
        popup.Arrange(
            new Area(
                Math.Clamp(bounds.X, 0, _bounds.Width - width),
                Math.Clamp(bounds.Y, 0, _bounds.Height - height),
                width,
                height
            )
        );
        SetFocus(FocusNear(popup, null, backwards: false));
    }

    /// <summary>Takes away what <see cref="Open"/> laid over everything.</summary>
    public void Close()
    {
        if (_popup is not { } popup)
            return;
        _popup = null;
        Invalidate(popup.Bounds);
        if (Hovered is not null && IsIn(Hovered, popup))
            Hovered = null;
        _captured = null;
        SetFocus(_focusBeforePopup);
        _focusBeforePopup = null;
        popup.OnClosed();
    }

    /// <summary>The pointer did something; places in units.</summary>
    public void Pointer(in PointerEvent e)
    {
        int x = (int)Math.Floor(e.X),
            y = (int)Math.Floor(e.Y);
        (_pointerX, _pointerY) = (x, y);
        if (e.Action is not PointerAction.Move)
            DoWithoutTooltip();
        Widget? target =
            e.Action == PointerAction.Leave ? null : (_popup?.Find(x, y) ?? (_popup is null ? Root.Find(x, y) : null));
        if (_captured is null)
            Hover(target);
        if (e.Action == PointerAction.Down)
        {
            ShowFocus(false);
            if (_popup is not null && target is null)
            {
                Close();
                return;
            }

            _captured = null;
            for (Widget? at = target; at is not null; at = at.Parent)
            {
                if (at.CanFocus)
                    SetFocus(at);
                if (!at.OnPointer(in e))
                    continue;
                // what was pressed may have closed itself
                if (at.Scene == this)
                    _captured = at;
                return;
            }

            return;
        }

        if (_captured is { } captured)
        {
            captured.OnPointer(in e);
            if (e.Action != PointerAction.Up)
                return;
            _captured = null;
            Hover(_popup?.Find(x, y) ?? (_popup is null ? Root.Find(x, y) : null));
            return;
        }

        for (Widget? at = target; at is not null && !at.OnPointer(in e); at = at.Parent) { }
    }

    /// <summary>A key went down.</summary>
    /// <returns>Whether anything minded; what did not is the host's.</returns>
    public bool KeyDown(in KeyEvent e)
    {
        DoWithoutTooltip();
        for (Widget? at = Focus; at is not null; at = at.Parent)
        {
            if (!at.OnKey(in e))
                continue;
            ShowFocus(true);
            return true;
        }

        if (_popup is not null && e.Key == Key.Escape)
        {
            Close();
            return true;
        }

        if (e.Key == Key.Tab)
        {
            MoveFocus(backwards: (e.Modifiers & Modifiers.Shift) != 0);
            return true;
        }

        return UnhandledKey?.Invoke(e) ?? false;
    }

    private void MoveFocus(bool backwards)
    {
        Widget root = Root;
        // a dialog keeps the keyboard; a field or menu gives it back
        if (_popup is { CanFocus: false } dialog)
            root = dialog;
        else
            Close();
        SetFocus(FocusNear(root, Focus, backwards));
        ShowFocus(true);
    }

    // the widget before or after another that takes the keyboard, around the ends; the first where there is no other
    private static Widget? FocusNear(Widget root, Widget? from, bool backwards)
    {
        Widget? first = null,
            before = null,
            last = null,
            next = null;
        bool passed = false;
        Visit(root);
        return backwards ? before ?? last : next ?? first;

        void Visit(Widget widget)
        {
            if (!widget.IsVisible)
                return;
            if (widget.CanFocus)
            {
                first ??= widget;
                if (passed)
                    next ??= widget;
                if (widget == from)
                {
                    passed = true;
                    before = last;
                }

                last = widget;
            }

            foreach (Widget child in widget.Children)
                Visit(child);
        }
    }

    // one that was read, or that a press or key did without, comes again when the pointer comes again
    private void FollowTooltip()
    {
        if (_showsTooltip && --_reading == 0)
            DoWithoutTooltip();
        if (
            _showsTooltip
            || _wantsNoTooltip
            || _captured is not null
            || Hovered?.CurrentTip is not { } tip
            || ++_rested != TooltipFrames
        )
            return;
        _reading = LeastReading + (tip.Length * ReadingACharacter);
        ShowTooltip(tip);
    }

    private void DoWithoutTooltip()
    {
        HideTooltip();
        _wantsNoTooltip = true;
    }

    private void ShowTooltip(string text)
    {
        _tooltip.Say(text);
        Extent size = _tooltip.Measure();
        int x = Math.Clamp(_pointerX - (size.Width / 2), 4, Math.Max(4, _bounds.Width - size.Width - 4));
        bool below = _pointerY + 20 + size.Height < _bounds.Height;
        _tooltip.Arrange(new Area(x, below ? _pointerY + 20 : _pointerY - 12 - size.Height, size.Width, size.Height));
        _showsTooltip = true;
    }

    private void HideTooltip()
    {
        _rested = 0;
        if (!_showsTooltip)
            return;
        _showsTooltip = false;
        Invalidate(_tooltip.Bounds);
    }

    private void ShowFocus(bool show)
    {
        if (ShowsFocus == show)
            return;
        ShowsFocus = show;
        Focus?.Invalidate();
    }

    private void Hover(Widget? target)
    {
        if (Hovered == target)
            return;
        HideTooltip();
        _wantsNoTooltip = false;
        Widget? before = Hovered;
        Hovered = target;
        before?.Invalidate();
        target?.Invalidate();
    }

    private static bool IsIn(Widget widget, Widget root)
    {
        for (Widget? at = widget; at is not null; at = at.Parent)
        {
            if (at == root)
                return true;
        }

        return false;
    }
}
