using LakhNes.Ui.Input;

namespace LakhNes.Plugin.Vst3.View;

/// <summary>VST3's virtual key codes and modifiers.</summary>
internal static class Vst3Keys
{
    private const int Shift = 1,
        Alternate = 2,
        Command = 4;

    /// <summary>What a host's key means to the window.</summary>
    public static KeyEvent Read(char key, int code, int modifiers)
    {
        Modifiers held =
            ((modifiers & Shift) != 0 ? Modifiers.Shift : 0)
            | ((modifiers & Command) != 0 ? Modifiers.Control : 0)
            | ((modifiers & Alternate) != 0 ? Modifiers.Alt : 0);
        Key meaning = code switch
        {
            1 => Key.Backspace,
            2 => Key.Tab,
            4 or 19 => Key.Enter,
            6 => Key.Escape,
            9 => Key.End,
            10 => Key.Home,
            11 => Key.Left,
            12 => Key.Up,
            13 => Key.Right,
            14 => Key.Down,
            15 => Key.PageUp,
            16 => Key.PageDown,
            22 => Key.Delete,
            _ => Key.None,
        };
        if (meaning != Key.None)
            return new KeyEvent(meaning, Modifiers: held);
        // 7: the space bar has a code of its own
        if (code == 7)
            key = ' ';
        return key >= ' ' ? new KeyEvent(Key.Character, key, held) : new KeyEvent(Key.None);
    }
}
