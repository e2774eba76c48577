using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>A long text to read: broken to its width, scrolled by wheel and keys.</summary>
internal sealed class TextPages(string text) : Widget
{
    private const int Line = 12,
        Padding = 6,
        Bar = 6;

    private int _top;
    private int _lines;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    private int Columns => Math.Max(8, (Bounds.Width - (2 * Padding) - Bar) / BitmapFont.Advance);

    private int Room => Math.Max(1, (Bounds.Height - (2 * Padding)) / Line);

    /// <inheritdoc/>
    public override Extent Measure() => new(200, 100);

    /// <inheritdoc/>
    public override void Arrange(Area bounds)
    {
        base.Arrange(bounds);
        _lines = TextLines.Measure(text, Columns).Lines;
        ScrollTo(_top);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Screen, ShowsFocus ? theme.Focus : theme.Border);
        var at = new Area(Bounds.X + Padding, Bounds.Y + Padding, Bounds.Width - (2 * Padding), Line);
        int index = 0;
        for (var lines = new TextLines(text, Columns); index < _top + Room && lines.TryNext(out ReadOnlySpan<char> line); index++)
        {
            if (index < _top)
                continue;
            painter.Text(at, line, theme.Dim);
            at = at with { Y = at.Y + Line };
        }

        if (_lines <= Room)
            return;
        int length = Math.Max(16, Bounds.Height * Room / _lines),
            travel = Bounds.Height - 4 - length;
        painter.Fill(
            new Area(Bounds.Right - Bar, Bounds.Y + 2 + (travel * _top / (_lines - Room)), Bar - 2, length),
            theme.Border
        );
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.Action == PointerAction.Wheel)
            ScrollTo(_top - (int)Math.Round(3 * e.Wheel));
        return e.Action is PointerAction.Wheel or PointerAction.Down;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Down:
                ScrollTo(_top + 1);
                return true;
            case Key.Up:
                ScrollTo(_top - 1);
                return true;
            case Key.PageDown:
                ScrollTo(_top + Room);
                return true;
            case Key.PageUp:
                ScrollTo(_top - Room);
                return true;
            case Key.Home:
                ScrollTo(0);
                return true;
            case Key.End:
                ScrollTo(_lines);
                return true;
            default:
                return false;
        }
    }

    private void ScrollTo(int line)
    {
        line = Math.Clamp(line, 0, Math.Max(0, _lines - Room));
        if (line == _top)
            return;
        _top = line;
        Invalidate();
    }
}
