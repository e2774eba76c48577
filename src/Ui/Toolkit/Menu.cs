using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// A list of things to do, over everything else. Closes when one is chosen, by Escape and by a press elsewhere.
/// </summary>
internal sealed class Menu : Widget
{
    private const int Line = 18,
        Margin = 2,
        Left = 18,
        Right = 10;

    private static readonly string[] Check = ["....#", "...##", "#.##.", "###..", ".#..."];

    private readonly MenuItem[] _items;
    private int _marked;

    private Menu(MenuItem[] items)
    {
        _items = items;
        _marked = Math.Max(0, Array.FindIndex(items, item => item.IsChecked));
    }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <summary>Its lines.</summary>
    public IReadOnlyList<MenuItem> Items => _items;

    /// <summary>Opens a menu.</summary>
    /// <param name="scene">The window.</param>
    /// <param name="x">Left edge, in units.</param>
    /// <param name="y">Top edge, in units.</param>
    /// <param name="items">Its lines.</param>
    /// <param name="leastWidth">Units across at least.</param>
    public static void Open(Scene scene, int x, int y, MenuItem[] items, int leastWidth = 0)
    {
        var menu = new Menu(items);
        Extent size = menu.Measure();
        scene.Open(menu, new Area(x, y, Math.Max(size.Width, leastWidth), size.Height));
    }

    /// <inheritdoc/>
    public override Extent Measure()
    {
        int width = 0;
        foreach (MenuItem item in _items)
            width = Math.Max(width, Painter.WidthOf(item.Text.Length));
        return new Extent(width + Left + Right, (_items.Length * Line) + (2 * Margin));
    }

    /// <summary>The place of a line.</summary>
    public Area PlaceOf(int item) => new(Bounds.X + Margin, Bounds.Y + Margin + (item * Line), Bounds.Width - (2 * Margin), Line);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Raised, theme.Dim);
        for (int i = 0; i < _items.Length; i++)
        {
            Area at = PlaceOf(i);
            bool marked = i == _marked && _items[i].IsEnabled;
            if (marked)
                painter.Fill(at, theme.Accent);
            Color color =
                marked ? theme.OnAccent
                : _items[i].IsEnabled ? theme.Text
                : theme.Dim;
            if (_items[i].IsChecked)
                painter.Picture(at.X + 6, at.Y + 6, Check, color);
            painter.Text(new Area(at.X + Left - Margin, at.Y, at.Width - Left, at.Height), _items[i].Text, color);
        }
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        int at = ((int)e.Y - Bounds.Y - Margin) / Line;
        if (!Bounds.Contains((int)e.X, (int)e.Y) || (uint)at >= (uint)_items.Length)
            return e.Action != PointerAction.Leave;
        if (e.Action is PointerAction.Move or PointerAction.Down)
            Mark(at);
        // a press that opened the menu ends elsewhere; one that ends on a line chooses it
        if (e.Action == PointerAction.Up)
            Choose();
        return true;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Down:
                Mark((_marked + 1) % _items.Length);
                break;
            case Key.Up:
                Mark((_marked + _items.Length - 1) % _items.Length);
                break;
            case Key.Home:
                Mark(0);
                break;
            case Key.End:
                Mark(_items.Length - 1);
                break;
            case Key.Enter:
                Choose();
                break;
            case Key.Character when e is { Character: ' ', Modifiers: Modifiers.None }:
                Choose();
                break;
            case Key.Character:
                Seek(e.Character);
                break;
            default:
                return false;
        }

        return true;
    }

    private void Mark(int item)
    {
        if (_marked == item)
            return;
        _marked = item;
        Invalidate();
    }

    // the next line that starts with a letter
    private void Seek(char letter)
    {
        for (int i = 1; i <= _items.Length; i++)
        {
            int at = (_marked + i) % _items.Length;
            if (!_items[at].Text.StartsWith(letter.ToString(), StringComparison.OrdinalIgnoreCase))
                continue;
            Mark(at);
            return;
        }
    }

    private void Choose()
    {
        MenuItem item = _items[_marked];
        if (!item.IsEnabled)
            return;
        Scene?.Close();
        item.Chosen();
    }
}
