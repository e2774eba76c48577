namespace LakhNes.Ui.Input;

/// <summary>Keys that the window tells apart; those that write are <see cref="Character"/>.</summary>
public enum Key
{
    /// <summary>A key that means nothing here.</summary>
    None,

    /// <summary>A key that writes: see <see cref="KeyEvent.Character"/>.</summary>
    Character,

    /// <summary>Tabulator.</summary>
    Tab,

    /// <summary>Enter, on the keypad too.</summary>
    Enter,

    /// <summary>Escape.</summary>
    Escape,

    /// <summary>Backspace.</summary>
    Backspace,

    /// <summary>Delete.</summary>
    Delete,

    /// <summary>Arrow.</summary>
    Left,

    /// <summary>Arrow.</summary>
    Right,

    /// <summary>Arrow.</summary>
    Up,

    /// <summary>Arrow.</summary>
    Down,

    /// <summary>Page up.</summary>
    PageUp,

    /// <summary>Page down.</summary>
    PageDown,

    /// <summary>Home.</summary>
    Home,

    /// <summary>End.</summary>
    End,

    /// <summary>The key, or Shift and F10, that opens a context menu.</summary>
    Menu,
}
