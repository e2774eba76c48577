using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.X11;

/// <summary>Key codes to keys, by the server's keyboard mapping (its first group; Latin characters).</summary>
internal sealed unsafe class X11Keyboard
{
    private const int ReplyHeader = 32;
    private const int ShiftMask = 1,
        LockMask = 2,
        ControlMask = 4,
        Mod1Mask = 8;

    private readonly uint[] _symbols;
    private readonly int _perCode;
    private readonly int _first;

    /// <summary>Asks the server for its mapping.</summary>
    public X11Keyboard(nint connection)
    {
        XcbSetup* setup = Xcb.GetSetup(connection);
        _first = setup->MinKeycode;
        byte count = (byte)(setup->MaxKeycode - setup->MinKeycode + 1);
        byte* reply = Xcb.GetKeyboardMappingReply(connection, Xcb.GetKeyboardMapping(connection, (byte)_first, count), null);
        _perCode = reply is null ? 0 : reply[1];
        _symbols = reply is null ? [] : new ReadOnlySpan<uint>(reply + ReplyHeader, _perCode * count).ToArray();
        LibC.Free(reply);
    }

    /// <summary>Modifiers of an event's state.</summary>
    public static Modifiers ModifiersOf(int state) =>
        ((state & ShiftMask) != 0 ? Modifiers.Shift : 0)
        | ((state & ControlMask) != 0 ? Modifiers.Control : 0)
        | ((state & Mod1Mask) != 0 ? Modifiers.Alt : 0);

    /// <summary>What a key means.</summary>
    /// <param name="code">Key code.</param>
    /// <param name="state">Modifier state of the event.</param>
    public KeyEvent Read(int code, int state)
    {
        Modifiers modifiers = ModifiersOf(state);
        uint plain = Symbol(code, 0),
            shifted = Symbol(code, 1);
        bool shift = (state & ShiftMask) != 0;
        // caps lock turns letters alone
        if ((state & LockMask) != 0 && plain is >= 'a' and <= 'z')
            shift = !shift;
        uint symbol = shift && shifted != 0 ? shifted : plain;
        if (symbol is 0xFFC7 && shift)
            return new KeyEvent(Key.Menu, Modifiers: modifiers);
        Key key = symbol switch
        {
            0xFF08 => Key.Backspace,
            0xFF09 or 0xFE20 => Key.Tab,
            0xFF0D or 0xFF8D => Key.Enter,
            0xFF1B => Key.Escape,
            0xFF50 or 0xFF95 => Key.Home,
            0xFF51 or 0xFF96 => Key.Left,
            0xFF52 or 0xFF97 => Key.Up,
            0xFF53 or 0xFF98 => Key.Right,
            0xFF54 or 0xFF99 => Key.Down,
            0xFF55 or 0xFF9A => Key.PageUp,
            0xFF56 or 0xFF9B => Key.PageDown,
            0xFF57 or 0xFF9C => Key.End,
            0xFF67 => Key.Menu,
            0xFFFF or 0xFF9F => Key.Delete,
            _ => Key.None,
        };
        if (key != Key.None)
            return new KeyEvent(key, Modifiers: modifiers);
        // keypad digits and signs repeat ASCII from 0xFF80 on
        if (symbol is >= 0xFFAA and <= 0xFFB9)
            symbol -= 0xFF80;
        return symbol is >= 0x20 and <= 0xFF ? new KeyEvent(Key.Character, (char)symbol, modifiers) : new KeyEvent(Key.None);
    }

    private uint Symbol(int code, int level)
    {
        int at = ((code - _first) * _perCode) + level;
        return level < _perCode && (uint)at < (uint)_symbols.Length ? _symbols[at] : 0;
    }
}
