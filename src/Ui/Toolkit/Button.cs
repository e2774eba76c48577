using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Something to press: it acts when the press ends on it.</summary>
/// <param name="text">What it says.</param>
/// <param name="pressed">What it does.</param>
internal sealed class Button(string text, Action pressed) : Widget
{
    private const int Height = 20,
        Padding = 8;

    private bool _isDown;
    private bool _isOn;
    private bool _isEnabled = true;
    private string _text = text;

    /// <summary>A picture instead of the text: see <see cref="Painter.Picture"/>.</summary>
    public string[]? Picture { get; init; }

    /// <summary>Units across; 0: what the text needs.</summary>
    public int Width { get; init; }

    /// <summary>Whether it is lit; asked once a frame.</summary>
    public Func<bool>? IsLit { get; init; }

    /// <summary>Whether it can be pressed; asked once a frame.</summary>
    public Func<bool>? Enabled { get; init; }

    /// <summary>What it says.</summary>
    public string Text
    {
        get => _text;
        set
        {
            if (_text == value)
                return;
            _text = value;
            Invalidate();
        }
    }

    /// <inheritdoc/>
    public override bool CanFocus => _isEnabled;

    /// <inheritdoc/>
    public override Extent Measure() =>
        new(
            Width > 0 ? Width
                : Picture is { } picture ? picture[0].Length + (2 * Padding)
                : Painter.WidthOf(_text.Length) + (2 * Padding),
            Height
        );

    /// <inheritdoc/>
    public override void Refresh()
    {
        bool on = IsLit?.Invoke() ?? false,
            enabled = Enabled?.Invoke() ?? true;
        if (on == _isOn && enabled == _isEnabled)
            return;
        (_isOn, _isEnabled) = (on, enabled);
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        bool lit = _isOn || (_isDown && IsHovered);
        Area at = new(Bounds.X, Bounds.Y + ((Bounds.Height - Height) / 2), Bounds.Width, Height);
        painter.Box(
            at,
            lit ? theme.Accent
                : !_isEnabled ? theme.Panel
                : IsHovered ? theme.Hover
                : theme.Raised,
            lit ? theme.Accent : theme.Border
        );
        Color color =
            lit ? theme.OnAccent
            : _isEnabled ? theme.Text
            : theme.Border;
        if (Picture is { } picture)
            painter.Picture(
                at.X + ((at.Width - picture[0].Length) / 2),
                at.Y + ((at.Height - picture.Length) / 2),
                picture,
                color
            );
        else
            painter.Text(at, _text, color, TextAlign.Center);
        if (ShowsFocus)
            painter.Outline(at.Inset(2), theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.IsPress)
        {
            _isDown = true;
            Invalidate();
            return true;
        }

        if (e.Action == PointerAction.Up && _isDown)
        {
            _isDown = false;
            Invalidate();
            if (Bounds.Contains((int)e.X, (int)e.Y))
                Press();
            return true;
        }

        return _isDown;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e.Key != Key.Enter && e is not { Key: Key.Character, Character: ' ', Modifiers: Modifiers.None })
            return false;
        Press();
        return true;
    }

    private void Press()
    {
        if (_isEnabled)
            pressed();
    }
}
