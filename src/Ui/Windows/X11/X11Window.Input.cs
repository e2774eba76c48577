using LakhNes.Drawing;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.X11;

// What the server sends: read from the connection without waiting, told to the listener. Allocates nothing.
internal sealed unsafe partial class X11Window
{
    private const byte KeyPress = 2,
        ButtonPress = 4,
        ButtonRelease = 5,
        MotionNotify = 6,
        LeaveNotify = 8,
        Expose = 12,
        GraphicsExposure = 13,
        VisibilityNotify = 15,
        DestroyNotify = 17,
        SelectionRequest = 30,
        SelectionNotify = 31,
        ClientMessage = 33;

    // KeyPress, ButtonPress, ButtonRelease, LeaveWindow, PointerMotion, Exposure, VisibilityChange, StructureNotify
    private const uint Events = 1 | 4 | 8 | 32 | 64 | 0x8000 | 0x10000 | 0x20000;
    private const byte FullyObscured = 2;
    private const uint XEmbedFocusIn = 4;

    // of one wheel notch X11 makes a press of button 4 to 7
    private const int WheelUp = 4,
        WheelDown = 5,
        WheelLeft = 6,
        WheelRight = 7;

    /// <inheritdoc/>
    public void Pump()
    {
        while (_alive && Xcb.PollForEvent(_connection) is var e && e is not null)
        {
            int type = e[0] & 0x7F;
            Handle(type, e);
            LibC.Free(e);
        }

        // the server went away
        if (_alive && Xcb.ConnectionHasError(_connection) != 0)
            _alive = false;
    }

    private void Handle(int type, byte* e)
    {
        if (type == _pictureTaken)
        {
            IsReady = true;
            return;
        }

        switch (type)
        {
            case KeyPress:
                _listener.OnKey(_keyboard.Read(e[1], *(ushort*)(e + 28)));
                break;
            case ButtonPress or ButtonRelease:
                Button(type == ButtonPress, e);
                break;
            case MotionNotify when _drag is { IsActive: true } drag:
                drag.Move(*(short*)(e + 20), *(short*)(e + 22), *(uint*)(e + 4));
                break;
            case MotionNotify:
                _listener.OnPointer(Pointer(PointerAction.Move, e));
                break;
            case LeaveNotify:
                _listener.OnPointer(Pointer(PointerAction.Leave, e));
                break;
            // a part of what was moved was covered
            case Expose or GraphicsExposure:
                _listener.OnExposed(new Area(*(ushort*)(e + 8), *(ushort*)(e + 10), *(ushort*)(e + 12), *(ushort*)(e + 14)));
                break;
            case VisibilityNotify:
                _covered = e[8] == FullyObscured;
                break;
            case DestroyNotify:
                // with the host's window; what is drawn from here on has nowhere to go
                _alive = false;
                break;
            case SelectionRequest:
                _drag?.Answer(e);
                break;
            case SelectionNotify:
                _drop?.Receive(e);
                break;
            case ClientMessage when _drag?.Take(e) == true:
                break;
            case ClientMessage when *(uint*)(e + 8) == _xembed && *(uint*)(e + 16) == XEmbedFocusIn:
                TakeFocus();
                break;
            case ClientMessage when *(uint*)(e + 8) != _xembed:
                _drop ??= new X11DropTarget(_connection, _window, _xdnd, _listener.OnFile);
                _drop.Take(e);
                break;
        }
    }

    private void Button(bool down, byte* e)
    {
        int button = e[1];
        if (button is >= WheelUp and <= WheelRight)
        {
            double notches = button switch
            {
                WheelUp => 1,
                WheelDown => -1,
                WheelRight => 1,
                _ => -1,
            };
            if (down)
                _listener.OnPointer(Pointer(PointerAction.Wheel, e) with { Wheel = notches });
            return;
        }

        PointerButton which = button switch
        {
            1 => PointerButton.Primary,
            2 => PointerButton.Middle,
            3 => PointerButton.Secondary,
            _ => PointerButton.None,
        };
        if (which == PointerButton.None)
            return;
        _time = *(uint*)(e + 4);
        _isPressed = down;
        if (down)
            TakeFocus();
        else if (_drag is { IsActive: true } drag)
            drag.Drop(_time);
        _listener.OnPointer(Pointer(down ? PointerAction.Down : PointerAction.Up, e) with { Button = which });
    }

    private static PointerEvent Pointer(PointerAction action, byte* e) =>
        new(action, *(short*)(e + 24), *(short*)(e + 26), Modifiers: X11Keyboard.ModifiersOf(*(ushort*)(e + 28)));
}
