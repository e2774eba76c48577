using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>
/// Piano keys that play: the further down a key is pressed, the louder. With the keyboard on it, arrows move a mark and Enter or
/// Space plays it, letters play as in trackers; the wheel moves by octaves. Keys that sound have their voice's colour.
/// </summary>
/// <param name="press">Starts a key with a velocity, above 0 to 1.</param>
/// <param name="release">Ends a key.</param>
/// <param name="voiceOf">The voice on which a key sounds, or -1.</param>
internal sealed class Keyboard(Action<int, double> press, Action<int> release, Func<int, int> voiceOf) : Widget
{
    private const int Keys = 128,
        AllWhites = 75,
        Octave = 12,
        WhiteWidth = 24;

    // frames that a key played from the computer's keyboard sounds: beyond the time that keys take to repeat
    private const int KeyFrames = 36;

    // as trackers lay a piano over a computer's keyboard: two rows of keys, an octave apart
    private const string LowRow = "zsxdcvgbhnjm,l.;/",
        HighRow = "q2w3er5t6y7ui9o0p";

    private static readonly bool[] Black = [false, true, false, true, false, false, true, false, true, false, true, false];

    private static readonly int[] WhiteKeys = [0, 2, 4, 5, 7, 9, 11];

    private readonly int[] _lit = new int[Keys];
    private int _first = 36;
    private int _held = -1;
    private int _marked = 60;
    private int _frames;

    /// <summary>The key that the pointer holds, or -1.</summary>
    public int Held => _held;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <summary>The lowest key in sight, a C, until the user moves on.</summary>
    public int First
    {
        init => _first = value;
    }

    /// <summary>Units down.</summary>
    public int Height { get; init; } = 72;

    private int Whites => Math.Clamp(Bounds.Width / WhiteWidth, 7, AllWhites);

    /// <inheritdoc/>
    public override Extent Measure() => new(22 * WhiteWidth, Height);

    /// <inheritdoc/>
    public override void Arrange(Area bounds)
    {
        base.Arrange(bounds);
        Scroll(0);
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        bool changed = false;
        for (int key = 0; key < Keys; key++)
        {
            int voice = voiceOf(key);
            changed |= _lit[key] != voice;
            _lit[key] = voice;
        }

        if (_frames > 0 && --_frames == 0)
            Hold(-1, 0);
        if (changed)
            Invalidate();
    }

    /// <summary>Lets the held key go.</summary>
    public void Release() => Hold(-1, 0);

    /// <summary>The place of a key; empty where it is out of sight.</summary>
    public Area PlaceOf(int key)
    {
        int whites = WhitesBelow(key) - WhitesBelow(_first);
        if (key < _first || whites >= Whites)
            return default;
        int left = Bounds.X + (Bounds.Width * whites / Whites),
            right = Bounds.X + (Bounds.Width * (whites + 1) / Whites);
        return Black[key % Octave]
            ? new Area(left - 7, Bounds.Y, 14, Bounds.Height * 5 / 8)
            : new Area(left, Bounds.Y, right - left, Bounds.Height);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Fill(Bounds, theme.Border);
        Span<char> name = stackalloc char[4];
        for (int key = _first; key < Keys; key++)
        {
            Area at = PlaceOf(key);
            if (at.IsEmpty || Black[key % Octave])
                continue;
            Area face = at with { Width = at.Width - 1 };
            painter.Fill(face, ColorOf(key, theme, theme.WhiteKey));
            painter.Fill(face with { Y = face.Bottom - 3, Height = 3 }, theme.BlackKey.WithOpacity(0.18));
            if (key % Octave != 0)
                continue;
            name[0] = 'C';
            ((key / Octave) - 1).TryFormat(name[1..], out int digits);
            painter.Text(face with { Y = face.Bottom - 16, Height = 12 }, name[..(1 + digits)], theme.BlackKey, TextAlign.Center);
        }

        for (int key = _first; key < Keys; key++)
        {
            Area at = PlaceOf(key);
            if (at.IsEmpty || !Black[key % Octave])
                continue;
            painter.Fill(at, theme.BlackKey);
            painter.Fill(new Area(at.X + 1, at.Y, at.Width - 2, at.Height - 4), ColorOf(key, theme, theme.BlackKeyTop));
        }

        if (ShowsFocus)
        {
            Area mark = PlaceOf(_marked);
            painter.Fill(new Area(mark.X + (mark.Width / 2) - 4, mark.Bottom - 26, 8, 8), theme.Accent);
            painter.Outline(Bounds, theme.Focus);
        }
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        switch (e.Action)
        {
            case PointerAction.Wheel:
                Scroll(Math.Sign(e.Wheel));
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary:
            case PointerAction.Move when _held >= 0 && _frames == 0:
                int key = KeyAt((int)e.X, (int)e.Y);
                Hold(key, key < 0 ? 0 : Math.Clamp((e.Y - Bounds.Y + 8) / PlaceOf(key).Height, 0.2, 1));
                return true;
            case PointerAction.Up:
                Hold(-1, 0);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Right:
                MarkKey(_marked + 1);
                return true;
            case Key.Left:
                MarkKey(_marked - 1);
                return true;
            case Key.Up or Key.PageUp:
                MarkKey(_marked + Octave);
                return true;
            case Key.Down or Key.PageDown:
                MarkKey(_marked - Octave);
                return true;
            case Key.Enter or Key.Character when e.Key == Key.Enter || e.Character == ' ':
                Tap(_marked);
                return true;
            case Key.Character when e.Modifiers == Modifiers.None:
                int low = LowRow.IndexOf(e.Character),
                    high = HighRow.IndexOf(e.Character);
                if (low < 0 && high < 0)
                    return false;
                // from the C below the mark
                Tap((_marked / Octave * Octave) + (low >= 0 ? low : high + Octave), marks: false);
                return true;
            default:
                return false;
        }
    }

    private static int WhitesBelow(int key)
    {
        int count = key / Octave * 7;
        for (int i = 0; i < key % Octave; i++)
            count += Black[i] ? 0 : 1;
        return count;
    }

    private static Color ColorOf(int voice, Color rest, Theme theme) => voice < 0 ? rest : theme.Voices[voice];

    private Color ColorOf(int key, Theme theme, Color rest) =>
        key == _held && _lit[key] < 0 ? theme.Accent : ColorOf(_lit[key], rest, theme);

    private int KeyAt(int x, int y)
    {
        int found = -1;
        for (int key = _first; key < Keys; key++)
        {
            // black keys lie over their neighbours
            if (PlaceOf(key).Contains(x, y) && (found < 0 || Black[key % Octave]))
                found = key;
        }

        return found;
    }

    private void Tap(int key, bool marks = true)
    {
        if (key >= Keys)
            return;
        // a key that repeats sounds on
        Hold(key, 0.8, marks);
        _frames = KeyFrames;
    }

    private void Hold(int key, double velocity, bool marks = true)
    {
        if (key == _held)
            return;
        if (_held >= 0)
            release(_held);
        _held = key;
        _frames = 0;
        if (key >= 0)
        {
            if (marks)
                _marked = key;
            press(key, velocity);
        }

        Invalidate();
    }

    private void Scroll(int octaves)
    {
        // by whole octaves of C to B, but no room beyond the highest key
        int octave = (octaves < 0 ? _first + Octave - 1 : _first) / Octave,
            highest = AllWhites - Whites;
        int first = Math.Clamp(
            octaves == 0 ? _first : (octave + octaves) * Octave,
            0,
            (highest / 7 * Octave) + WhiteKeys[highest % 7]
        );
        if (first == _first)
            return;
        _first = first;
        Invalidate();
    }

    private void MarkKey(int key)
    {
        _marked = Math.Clamp(key, 0, Keys - 1);
        while (PlaceOf(_marked).IsEmpty)
            Scroll(_marked < _first ? -1 : 1);
        Invalidate();
    }
}
