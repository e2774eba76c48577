using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.Win32;

// Keys: to the listener, and those that it does not use to the host, whose space bar starts the song.
internal sealed unsafe partial class Win32Window
{
    private const uint KeyDown = 0x100,
        KeyUp = 0x101,
        Character = 0x102,
        DeadCharacter = 0x103,
        SystemKeyDown = 0x104,
        SystemKeyUp = 0x105,
        SystemCharacter = 0x106,
        SystemDeadCharacter = 0x107,
        RemoveMessage = 1;

    private const int ShiftKey = 0x10,
        ControlKey = 0x11,
        AltKey = 0x12,
        F10Key = 0x79,
        InputMethodKey = 0xE5,
        KeyCount = 256;
    private const Modifiers ControlAlt = Modifiers.Control | Modifiers.Alt;

    // keys that went down here: they come up here too
    private readonly bool[] _used = new bool[KeyCount];

    private static Modifiers Held =>
        (IsHeld(ShiftKey) ? Modifiers.Shift : 0)
        | (IsHeld(ControlKey) ? Modifiers.Control : 0)
        | (IsHeld(AltKey) ? Modifiers.Alt : 0);

    private static bool IsHeld(int key) => User32.GetKeyState(key) < 0;

    private bool KeyWentDown(nint window, uint message, nint wide, nint low)
    {
        int code = (int)wide & (KeyCount - 1);
        if (code == InputMethodKey)
            return false;
        bool used = KeyOf(code) is { Key: not Key.None } key && _listener.OnKey(key);
        // the host's loop has translated the key before it came here: what it writes is the next message
        uint first = message == KeyDown ? Character : SystemCharacter,
            last = first + 1;
        for (User32.Message next; User32.PeekMessage(&next, window, first, last, RemoveMessage) != 0; )
        {
            // a dead key writes nothing yet; told to the host, it would be pressed twice
            if (next.Id is DeadCharacter or SystemDeadCharacter)
                used = true;
            else if (next.Id == Character && !used)
                used = TakeCharacter((char)next.Wide);
        }

        _used[code] = used;
        return used || PassOn(window, message, wide, low);
    }

    private bool KeyCameUp(nint window, uint message, nint wide, nint low)
    {
        ref bool used = ref _used[(int)wide & (KeyCount - 1)];
        if (!used)
            return PassOn(window, message, wide, low);
        used = false;
        return true;
    }

    // AltGr is Control and Alt to Windows; what it writes is a character like others
    private bool TakeCharacter(char character)
    {
        if (character < ' ')
            return false;
        Modifiers held = Held & ~Modifiers.Shift;
        return _listener.OnKey(
            new KeyEvent(Key.Character, character, (held & ControlAlt) == ControlAlt ? held & ~ControlAlt : held)
        );
    }

    // as the message that it was: the host's loop translates it again
    private static bool PassOn(nint window, uint message, nint wide, nint low) =>
        User32.PostMessage(User32.GetParent(window), message, wide, low) != 0;

    // keys that write come as characters; with Control they are letters here
    private static KeyEvent KeyOf(int code)
    {
        Modifiers held = Held;
        Key key = code switch
        {
            0x08 => Key.Backspace,
            0x09 => Key.Tab,
            0x0D => Key.Enter,
            0x1B => Key.Escape,
            0x21 => Key.PageUp,
            0x22 => Key.PageDown,
            0x23 => Key.End,
            0x24 => Key.Home,
            0x25 => Key.Left,
            0x26 => Key.Up,
            0x27 => Key.Right,
            0x28 => Key.Down,
            0x2E => Key.Delete,
            0x5D => Key.Menu,
            F10Key when (held & Modifiers.Shift) != 0 => Key.Menu,
            _ => Key.None,
        };
        bool letter = (held & ControlAlt) == Modifiers.Control && code is >= 'A' and <= 'Z';
        return letter ? new KeyEvent(Key.Character, (char)(code + 'a' - 'A'), held) : new KeyEvent(key, Modifiers: held);
    }
}
