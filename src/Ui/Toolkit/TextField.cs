using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>One line to type into.</summary>
internal sealed class TextField(string text) : Widget
{
    /// <summary>Characters that it takes.</summary>
    public const int MaxLength = 256;

    private const int CrossWidth = 16,
        Height = 16;

    private static readonly string[] Cross = ["#...#", ".#.#.", "..#..", ".#.#.", "#...#"];

    private string _text = text;
    private int _cursor = text.Length;
    private bool _selected;
    private Area _without;

    /// <summary>All is selected, so that typing replaces it.</summary>
    public bool StartsSelected
    {
        init => _selected = value;
    }

    /// <summary>Units across at least.</summary>
    public int Width { get; init; } = 100;

    /// <summary>What is shown while it is empty.</summary>
    public string Placeholder { get; init; } = "";

    /// <summary>A cross at its right end and Escape clear it.</summary>
    public bool CanClear { get; init; }

    /// <summary>
    /// Asked on Enter: says what is wrong with the text, and at which character; it is taken only where that is nothing.
    /// </summary>
    public Func<string, (string Text, int At)>? Check { get; init; }

    /// <summary>What is wrong with what was entered; empty: nothing.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Called with each change.</summary>
    public Action<string>? Changed { get; init; }

    /// <summary>Called on Enter; a field that lies over the others closes then.</summary>
    public Action<string>? Entered { get; init; }

    /// <summary>What has been typed.</summary>
    public string Text => _text;

    /// <summary>The place of the cross; empty while there is nothing to clear.</summary>
    public Area CrossArea =>
        CanClear && _text.Length > 0 ? Bounds with { X = Bounds.Right - CrossWidth, Width = CrossWidth } : default;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    // without the line below it that says what is wrong
    private Area Field => Problem.Length > 0 ? Bounds with { Height = Height } : Bounds;

    /// <inheritdoc/>
    public override Extent Measure() => new(Width, Height);

    /// <summary>Puts a text in, without calling anybody.</summary>
    public void Put(string text)
    {
        _text = text;
        _cursor = text.Length;
        _selected = false;
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Screen, HasFocus ? theme.Accent : theme.Border);
        if (Problem.Length > 0)
            painter.Text(Bounds.Inset(4) with { Y = Field.Bottom - 2, Height = Height - 2 }, Problem, theme.Accent);
        var inside = Field.Inset(4) with { Y = Field.Y, Height = Field.Height };
        inside = inside with { Width = inside.Width - CrossArea.Width };
        // the end of what is typed stays in sight
        int room = Math.Max(1, (inside.Width - 3) / BitmapFont.Advance),
            first = Math.Max(0, _cursor - room);
        if (_text.Length == 0)
            painter.Text(inside, Placeholder, theme.Dim);
        if (_selected && _text.Length > 0)
            painter.Fill(
                inside with
                {
                    Y = Field.Y + 3,
                    Height = Field.Height - 6,
                    Width = Painter.WidthOf(_text.Length - first) + 1,
                },
                theme.Accent
            );
        painter.Text(inside, _text.AsSpan(first), _selected ? theme.OnAccent : theme.Text);
        if (!CrossArea.IsEmpty)
            painter.Picture(CrossArea.X + 5, Field.Y + ((Field.Height - Cross.Length) / 2), Cross, theme.Dim);
        if (HasFocus && !_selected)
            painter.Fill(
                new(inside.X - 1 + ((_cursor - first) * BitmapFont.Advance), Field.Y + 3, 1, Field.Height - 6),
                theme.Text
            );
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (!e.IsPress)
            return e.Action is PointerAction.Move or PointerAction.Up;
        if (CrossArea.Contains((int)e.X, (int)e.Y))
        {
            Edit("", 0);
            Invalidate();
            return true;
        }

        _selected = e.Clicks == 2;
        _cursor = Math.Clamp((int)Math.Round((e.X - Bounds.X - 4) / BitmapFont.Advance), 0, _text.Length);
        Invalidate();
        return true;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Character when e.IsShortcut('a'):
                _selected = true;
                break;
            case Key.Character when (e.Modifiers & (Modifiers.Control | Modifiers.Alt)) != 0:
                return false;
            case Key.Character:
                Replace(e.Character.ToString());
                break;
            case Key.Backspace when _selected:
                Replace("");
                break;
            case Key.Backspace when _cursor > 0:
                Edit(_text.Remove(_cursor - 1, 1), _cursor - 1);
                break;
            case Key.Delete when _selected:
                Replace("");
                break;
            case Key.Delete when _cursor < _text.Length:
                Edit(_text.Remove(_cursor, 1), _cursor);
                break;
            case Key.Left:
                MoveTo(_cursor - 1);
                break;
            case Key.Right:
                MoveTo(_cursor + 1);
                break;
            case Key.Home:
                MoveTo(0);
                break;
            case Key.End:
                MoveTo(_text.Length);
                break;
            case Key.Enter:
                Enter();
                break;
            case Key.Escape when CanClear && _text.Length > 0:
                Edit("", 0);
                break;
            case Key.Backspace or Key.Delete:
                break;
            default:
                return false;
        }

        Invalidate();
        return true;
    }

    private void Enter()
    {
        if (Check?.Invoke(_text) is { Text.Length: > 0 } wrong)
        {
            Complain(wrong.Text);
            MoveTo(wrong.At);
            return;
        }

        if (Scene is { } scene && scene.Popup == this)
            scene.Close();
        Entered?.Invoke(_text);
    }

    // one that lies over the others grows by a line
    private void Complain(string problem)
    {
        if (Problem.Length == 0)
            _without = Bounds;
        Problem = problem;
        Scene?.Invalidate(Bounds);
        int width = Math.Max(_without.Width, Painter.WidthOf(problem.Length) + 10),
            right = Scene?.Root.Bounds.Right ?? width;
        Arrange(
            problem.Length == 0
                ? _without
                : new Area(Math.Max(0, Math.Min(_without.X, right - width)), _without.Y, width, (2 * Height) - 2)
        );
    }

    private void Replace(string typed)
    {
        string before = _selected ? "" : _text[.._cursor],
            after = _selected ? "" : _text[_cursor..];
        if (before.Length + typed.Length + after.Length <= MaxLength)
            Edit(before + typed + after, before.Length + typed.Length);
    }

    private void Edit(string text, int cursor)
    {
        _text = text;
        _cursor = cursor;
        _selected = false;
        if (Problem.Length > 0)
            Complain("");
        Changed?.Invoke(text);
    }

    private void MoveTo(int cursor)
    {
        _selected = false;
        _cursor = Math.Clamp(cursor, 0, _text.Length);
    }
}
