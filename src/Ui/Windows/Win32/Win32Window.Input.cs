using System.Runtime.InteropServices;
using LakhNes.Drawing;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.Win32;

// What Windows sends, told to the listener.
internal sealed unsafe partial class Win32Window
{
    private const uint Destroy = 0x82, Paint = 0x0F, EraseBackground = 0x14, GetDialogCode = 0x87, Timer = 0x113, KeyDown = 0x100, Character = 0x102,
        MouseMove = 0x200, LeftDown = 0x201, LeftUp = 0x202, RightDown = 0x204, RightUp = 0x205, MiddleDown = 0x207, MiddleUp = 0x208,
        MouseWheel = 0x20A, MouseLeave = 0x2A3;

    private const nint WantsAllKeys = 4;
    private const uint TellLeave = 2;
    private const int ShiftKey = 0x10, ControlKey = 0x11, AltKey = 0x12, F10Key = 0x79;
    private const double Notch = 120;

    private static Modifiers Held =>
        (IsHeld(ShiftKey) ? Modifiers.Shift : 0) | (IsHeld(ControlKey) ? Modifiers.Control : 0) | (IsHeld(AltKey) ? Modifiers.Alt : 0);

    private static bool IsHeld(int key) => User32.GetKeyState(key) < 0;

    [UnmanagedCallersOnly]
    private static nint Procedure(nint window, uint message, nint wide, nint low)
    {
        try
        {
            nint self = User32.GetWindowLongPtr(window, UserData);
            if (self != 0 && GCHandle.FromIntPtr(self).Target is Win32Window target && target.Handle(window, message, wide, low, out nint result)) return result;
        }
        catch (Exception)
        {
            // a host does not survive an exception out of its message loop
        }

        return User32.DefWindowProc(window, message, wide, low);
    }

    private bool Handle(nint window, uint message, nint wide, nint low, out nint result)
    {
        result = 0;
        switch (message)
        {
            case Timer: _listener.OnFrame(); return true;
            case EraseBackground: result = 1; return true;
            case GetDialogCode: result = WantsAllKeys; return true;
            case Paint: Exposed(window); return true;
            case MouseMove: Moved(window, low); return true;
            case MouseLeave:
                _tracksLeave = false;
                _listener.OnPointer(new PointerEvent(PointerAction.Leave, -1, -1));
                return true;
            case LeftDown or RightDown or MiddleDown: Pressed(window, message, low); return true;
            case LeftUp or RightUp or MiddleUp:
                User32.ReleaseCapture();
                _listener.OnPointer(At(PointerAction.Up, low) with { Button = ButtonOf(message) });
                return true;
            case MouseWheel: Wheeled(window, wide, low); return true;
            case KeyDown: return Key((int)wide) is { Key: not Input.Key.None } key && (_listener.OnKey(key) || PassOn(window, message, wide, low));
            case Character when wide >= ' ': return _listener.OnKey(new KeyEvent(Input.Key.Character, (char)wide, Held & ~Modifiers.Shift)) || PassOn(window, message, wide, low);
            case Destroy:
                // with the host's window
                User32.SetWindowLongPtr(window, UserData, 0);
                _window = 0;
                return false;
            default: return false;
        }
    }

    private void Exposed(nint window)
    {
        User32.Rect area;
        if (User32.GetUpdateRect(window, &area, 0) != 0)
            _listener.OnExposed(new Area(area.Left, area.Top, area.Right - area.Left, area.Bottom - area.Top));
        User32.ValidateRect(window, null);
    }

    private void Moved(nint window, nint low)
    {
        if (!_tracksLeave)
        {
            var track = new User32.TrackMouse { Size = (uint)sizeof(User32.TrackMouse), Flags = TellLeave, Window = window };
            _tracksLeave = User32.TrackMouseEvent(&track) != 0;
        }

        _listener.OnPointer(At(PointerAction.Move, low));
    }

    private void Pressed(nint window, uint message, nint low)
    {
        User32.SetFocus(window);
        User32.SetCapture(window);
        _listener.OnPointer(At(PointerAction.Down, low) with { Button = ButtonOf(message) });
    }

    // its place is on the screen
    private void Wheeled(nint window, nint wide, nint low)
    {
        var point = new User32.Point { X = (short)low, Y = (short)(low >> 16) };
        User32.ScreenToClient(window, &point);
        _listener.OnPointer(new PointerEvent(PointerAction.Wheel, point.X, point.Y, Modifiers: Held, Wheel: (short)(wide >> 16) / Notch));
    }

    // what the window does not use is the host's: its space bar starts the song
    private static bool PassOn(nint window, uint message, nint wide, nint low) => User32.PostMessage(User32.GetParent(window), message, wide, low) != 0;

    private static PointerEvent At(PointerAction action, nint low) => new(action, (short)low, (short)(low >> 16), Modifiers: Held);

    private static PointerButton ButtonOf(uint message) => message switch
    {
        LeftDown or LeftUp => PointerButton.Primary,
        RightDown or RightUp => PointerButton.Secondary,
        _ => PointerButton.Middle,
    };

    // keys that write come as characters; with Control they are letters here
    private static KeyEvent Key(int code)
    {
        Modifiers held = Held;
        Key key = code switch
        {
            0x08 => Input.Key.Backspace,
            0x09 => Input.Key.Tab,
            0x0D => Input.Key.Enter,
            0x1B => Input.Key.Escape,
            0x21 => Input.Key.PageUp,
            0x22 => Input.Key.PageDown,
            0x23 => Input.Key.End,
            0x24 => Input.Key.Home,
            0x25 => Input.Key.Left,
            0x26 => Input.Key.Up,
            0x27 => Input.Key.Right,
            0x28 => Input.Key.Down,
            0x2E => Input.Key.Delete,
            0x5D => Input.Key.Menu,
            F10Key when (held & Modifiers.Shift) != 0 => Input.Key.Menu,
            _ => Input.Key.None,
        };
        bool letter = (held & Modifiers.Control) != 0 && code is >= 'A' and <= 'Z';
        return letter ? new KeyEvent(Input.Key.Character, (char)(code + 'a' - 'A'), held) : new KeyEvent(key, Modifiers: held);
    }
}
