using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Lines of which one can be chosen; the wheel and the bar at the right scroll them.</summary>
internal sealed class ListBox : Widget
{
    private const int Line = 16,
        Bar = 8;

    // what a hand moves by itself while it clicks, in units
    private const double Stillness = 4;

    /// <summary>The sign of a favourite.</summary>
    internal static readonly string[] Heart = [".#.#.", "#####", "#####", ".###.", "..#.."];

    private ListItem[] _items = [];
    private int _top;
    private int _hovered = -1;
    private bool _dragsBar;
    private (double X, double Y)? _pressed;

    /// <summary>What it says while it has no lines.</summary>
    public string EmptyText { get; init; } = "";

    /// <summary>Called when the user goes to a line.</summary>
    public Action<int>? Selecting { get; init; }

    /// <summary>Called on Enter and double click.</summary>
    public Action<int>? Opening { get; init; }

    /// <summary>Called when a line is pulled away with the primary button.</summary>
    public Action<int>? Dragging { get; init; }

    /// <summary>Called with a line and a place in units for the secondary button.</summary>
    public Action<int, int, int>? Menu { get; init; }

    /// <summary>The lines.</summary>
    public IReadOnlyList<ListItem> Items => _items;

    /// <summary>The chosen line, or -1.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>Puts a note on one line, and takes it off all others.</summary>
    /// <param name="index">The line, or -1: none.</param>
    /// <param name="note">See <see cref="ListItem.Note"/>.</param>
    public void Note(int index, string note)
    {
        for (int i = 0; i < _items.Length; i++)
            _items[i] = _items[i] with { Note = i == index ? note : "" };
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    private int Room => Math.Max(1, (Bounds.Height - 4) / Line);

    private int LastTop => Math.Max(0, _items.Length - Room);

    /// <summary>Shows other lines.</summary>
    public void Show(ListItem[] items, int selected = -1)
    {
        _items = items;
        Selected = selected;
        _top = Math.Clamp(_top, 0, LastTop);
        if (selected >= 0)
            Reveal(selected);
        Invalidate();
    }

    /// <summary>Marks a line without calling anybody.</summary>
    public void Mark(int index)
    {
        if (Selected == index)
            return;
        Selected = index;
        if (index >= 0)
            Reveal(index);
        Invalidate();
    }

    /// <summary>The place of a line; empty where it is scrolled out of sight.</summary>
    public Area PlaceOf(int index) =>
        index < _top || index >= _top + Room
            ? default
            : new Area(Bounds.X + 2, Bounds.Y + 2 + ((index - _top) * Line), Bounds.Width - 4 - (LastTop > 0 ? Bar : 0), Line);

    /// <inheritdoc/>
    public override Extent Measure() => new(160, (6 * Line) + 4);

    /// <inheritdoc/>
    public override void Arrange(Area bounds)
    {
        base.Arrange(bounds);
        _top = Math.Clamp(_top, 0, LastTop);
        if (Selected >= 0)
            Reveal(Selected);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Screen, ShowsFocus ? theme.Focus : theme.Border);
        if (_items.Length == 0)
            painter.Text(Bounds.Inset(8) with { Height = Line }, EmptyText, theme.Dim);
        for (int i = _top; i < Math.Min(_items.Length, _top + Room); i++)
            PaintLine(painter, i);
        if (LastTop == 0)
            return;
        var track = new Area(Bounds.Right - Bar - 2, Bounds.Y + 2, Bar, Bounds.Height - 4);
        painter.Fill(track, theme.Grid);
        int length = Math.Max(16, track.Height * Room / _items.Length),
            travel = track.Height - length;
        painter.Fill(new Area(track.X + 1, track.Y + (travel * _top / LastTop), Bar - 2, length), theme.Border);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        switch (e.Action)
        {
            case PointerAction.Wheel:
                ScrollTo(_top - (int)Math.Round(3 * e.Wheel));
                return true;
            case PointerAction.Down when e.X >= Bounds.Right - Bar - 2 && LastTop > 0:
                _dragsBar = true;
                DragBar(e.Y);
                return true;
            case PointerAction.Move when _dragsBar:
                DragBar(e.Y);
                return true;
            case PointerAction.Move when _pressed is { } from && Math.Abs(e.X - from.X) + Math.Abs(e.Y - from.Y) > Stillness:
                _pressed = null;
                Dragging?.Invoke(Selected);
                return true;
            case PointerAction.Up when _pressed is not null:
                _pressed = null;
                return true;
            case PointerAction.Up when _dragsBar:
                _dragsBar = false;
                return true;
        }

        int at = _top + (((int)e.Y - Bounds.Y - 2) / Line);
        bool onLine = Bounds.Contains((int)e.X, (int)e.Y) && (uint)at < (uint)_items.Length && !_items[at].IsHeading;
        if (_hovered != (onLine ? at : -1))
            Invalidate();
        _hovered = onLine ? at : -1;
        if (e.Action != PointerAction.Down || !onLine)
            return e.Action == PointerAction.Down;
        if (e.Button == PointerButton.Secondary)
            Menu?.Invoke(at, (int)e.X, (int)e.Y);
        else if (e.Clicks == 2 && at == Selected)
            Opening?.Invoke(at);
        else
            Select(at);
        if (e.IsPress && Dragging is not null)
            _pressed = (e.X, e.Y);
        return true;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Down:
                Move(1);
                return true;
            case Key.Up:
                Move(-1);
                return true;
            case Key.PageDown:
                Move(Room);
                return true;
            case Key.PageUp:
                Move(-Room);
                return true;
            case Key.Home:
                Move(-_items.Length);
                return true;
            case Key.End:
                Move(_items.Length);
                return true;
            case Key.Enter when Selected >= 0:
                Opening?.Invoke(Selected);
                return true;
            case Key.Menu when Selected >= 0:
                Menu?.Invoke(Selected, Bounds.X + Line, PlaceOf(Selected).Bottom);
                return true;
            default:
                return false;
        }
    }

    private void PaintLine(Painter painter, int index)
    {
        Theme theme = painter.Theme;
        Area at = PlaceOf(index);
        ListItem item = _items[index];
        bool chosen = index == Selected;
        if (chosen)
            painter.Fill(at, theme.Accent);
        else if (IsHovered && index == _hovered)
            painter.Fill(at, theme.Raised);
        Color color =
            chosen ? theme.OnAccent
            : item.IsHeading ? theme.Dim
            : theme.Text;
        if (item.IsFavourite)
            painter.Picture(at.X + 4, at.Y + 6, Heart, chosen ? theme.OnAccent : theme.Accent);
        int note = Painter.WidthOf(item.Note.Length);
        painter.Text(
            at with
            {
                X = at.X + (item.IsHeading ? 6 : 12),
                Width = at.Width - 24 - (note > 0 ? note : 0),
            },
            item.Text,
            color
        );
        if (note > 0)
            painter.Text(at with { Width = at.Width - 6 }, item.Note, chosen ? theme.OnAccent : theme.Dim, TextAlign.Right);
    }

    private void Select(int index)
    {
        Mark(index);
        Selecting?.Invoke(index);
    }

    // to the nearest line that can be chosen, that way first
    private void Move(int by)
    {
        int step = Math.Sign(by),
            at = Math.Clamp(Selected + by, 0, _items.Length - 1);
        while ((uint)at < (uint)_items.Length && _items[at].IsHeading)
            at += step;
        if ((uint)at >= (uint)_items.Length || at == Selected)
            return;
        Select(at);
    }

    private void DragBar(double y) => ScrollTo((int)Math.Round((y - Bounds.Y) / Bounds.Height * _items.Length) - (Room / 2));

    // with the heading above it
    private void Reveal(int index)
    {
        if (Bounds.IsEmpty)
            return;
        int from = index > 0 && _items[index - 1].IsHeading ? index - 1 : index;
        ScrollTo(Math.Clamp(_top, index - Room + 1, from));
    }

    private void ScrollTo(int top)
    {
        top = Math.Clamp(top, 0, LastTop);
        if (_top == top)
            return;
        _top = top;
        Invalidate();
    }
}
