using System.Runtime.InteropServices;
using LakhNes.Drawing;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.Win32;

// What Windows sends, told to the listener.
internal sealed unsafe partial class Win32Window
{
    private const uint Destroy = 0x82,
        Paint = 0x0F,
        EraseBackground = 0x14,
        GetDialogCode = 0x87,
        Timer = 0x113,
        MouseMove = 0x200,
        LeftDown = 0x201,
        LeftUp = 0x202,
        RightDown = 0x204,
        RightUp = 0x205,
        MiddleDown = 0x207,
        MiddleUp = 0x208,
        MouseWheel = 0x20A,
        CaptureChanged = 0x215,
        DropFiles = 0x233,
        MouseLeave = 0x2A3;

    private const nint WantsAllKeys = 4;
    private const uint TellLeave = 2;
    private const double Notch = 120;

    [UnmanagedCallersOnly]
    private static nint Procedure(nint window, uint message, nint wide, nint low)
    {
        nint self = User32.GetWindowLongPtr(window, UserData);
        var target = self == 0 ? null : GCHandle.FromIntPtr(self).Target as Win32Window;
        try
        {
            if (target?.Handle(window, message, wide, low, out nint result) == true)
                return result;
        }
        catch (Exception fault)
        {
            // a host does not survive an exception out of its message loop
            target!._listener.OnFault(fault, nameof(Win32Window), nameof(Procedure));
        }

        return User32.DefWindowProc(window, message, wide, low);
    }

    private bool Handle(nint window, uint message, nint wide, nint low, out nint result)
    {
        result = 0;
        switch (message)
        {
            case Timer:
                _listener.OnFrame();
                return true;
            case EraseBackground:
                result = 1;
                return true;
            case GetDialogCode:
                result = WantsAllKeys;
                return true;
            case Paint:
                Exposed(window);
                return true;
            case MouseMove:
                Moved(window, low);
                return true;
            case MouseLeave:
                _tracksLeave = false;
                _listener.OnPointer(new PointerEvent(PointerAction.Leave, -1, -1));
                return true;
            case LeftDown or RightDown or MiddleDown:
                Pressed(window, message, low);
                return true;
            case LeftUp or RightUp or MiddleUp:
                // before the capture goes: what takes it from here on took it from nobody
                _pressed = false;
                User32.ReleaseCapture();
                _listener.OnPointer(At(PointerAction.Up, low) with { Button = ButtonOf(message) });
                return true;
            case CaptureChanged:
                CaptureLost(window, low);
                return true;
            case MouseWheel:
                Wheeled(window, wide, low);
                return true;
            case DropFiles:
                // what this window itself carries out is not for it
                if (FileDrop.Take(wide) is { } file && file != _carried)
                    _listener.OnFile(file);
                return true;
            case KeyDown or SystemKeyDown:
                return KeyWentDown(window, message, wide, low);
            case KeyUp or SystemKeyUp:
                return KeyCameUp(window, message, wide, low);
            case Character:
                return TakeCharacter((char)wide);
            case Destroy:
                // with the host's window
                User32.SetWindowLongPtr(window, UserData, 0);
                _window = 0;
                return false;
            default:
                return false;
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
            var track = new User32.TrackMouse
            {
                Size = (uint)sizeof(User32.TrackMouse),
                Flags = TellLeave,
                Window = window,
            };
            _tracksLeave = User32.TrackMouseEvent(&track) != 0;
        }

        _listener.OnPointer(At(PointerAction.Move, low));
        if (_dragged is not { } path)
            return;
        // a loop of its own, which ends when the button comes up: not inside the listener
        _dragged = null;
        _carried = path;
        FileDrag.Run(path);
    }

    private void Pressed(nint window, uint message, nint low)
    {
        User32.SetFocus(window);
        User32.SetCapture(window);
        _pressed = true;
        _listener.OnPointer(At(PointerAction.Down, low) with { Button = ButtonOf(message) });
    }

    // a dialog or another window of the host's takes the pointer away while a button is down: what was pressed is let go, out of
    // the window
    private void CaptureLost(nint window, nint taker)
    {
        if (!_pressed || taker == window)
            return;
        _pressed = false;
        _listener.OnPointer(new PointerEvent(PointerAction.Up, -1, -1));
    }

    // its place is on the screen
    private void Wheeled(nint window, nint wide, nint low)
    {
        var point = new User32.Point { X = (short)low, Y = (short)(low >> 16) };
        User32.ScreenToClient(window, &point);
        _listener.OnPointer(
            new PointerEvent(PointerAction.Wheel, point.X, point.Y, Modifiers: Held, Wheel: (short)(wide >> 16) / Notch)
        );
    }

    private static PointerEvent At(PointerAction action, nint low) =>
        new(action, (short)low, (short)(low >> 16), Modifiers: Held);

    private static PointerButton ButtonOf(uint message) =>
        message switch
        {
            LeftDown or LeftUp => PointerButton.Primary,
            RightDown or RightUp => PointerButton.Secondary,
            _ => PointerButton.Middle,
        };
}
