using System.Runtime.InteropServices;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows.Cocoa;

// The view's class, and what the system sends it, told to the listener.
internal sealed unsafe partial class CocoaWindow
{
    private const nint ShiftFlag = 1 << 17,
        ControlFlag = 1 << 18,
        OptionFlag = 1 << 19,
        CommandFlag = 1 << 20;
    private const double PointsANotch = 10;

    private static nint MakeClass(string name)
    {
        nint type = ObjectiveC.AllocateClassPair(ObjectiveC.Class("NSView"), name, 0);
        if (type == 0)
            return 0;
        ObjectiveC.AddVariable(type, Owner, sizeof(nint), 3, "^v");
        foreach (string question in (string[])["isFlipped", "acceptsFirstResponder", "isOpaque"])
            ObjectiveC.AddMethod(type, ObjectiveC.Selector(question), (delegate* unmanaged<nint, nint, byte>)&Yes, "c@:");
        ObjectiveC.AddMethod(
            type,
            ObjectiveC.Selector("acceptsFirstMouse:"),
            (delegate* unmanaged<nint, nint, nint, byte>)&YesTo,
            "c@:@"
        );
        ObjectiveC.AddMethod(
            type,
            ObjectiveC.Selector("drawRect:"),
            (delegate* unmanaged<nint, nint, ObjectiveC.Rect, void>)&OnDraw,
            "v@:{CGRect={CGPoint=dd}{CGSize=dd}}"
        );
        ObjectiveC.AddMethod(
            type,
            ObjectiveC.Selector("lakhnesFrame:"),
            (delegate* unmanaged<nint, nint, nint, void>)&OnFrame,
            "v@:@"
        );
        ObjectiveC.AddMethod(type, ObjectiveC.Selector("keyDown:"), (delegate* unmanaged<nint, nint, nint, void>)&OnKey, "v@:@");
        foreach (
            string gesture in (string[])
                [
                    "mouseDown:",
                    "mouseUp:",
                    "mouseDragged:",
                    "mouseMoved:",
                    "mouseExited:",
                    "rightMouseDown:",
                    "rightMouseUp:",
                    "rightMouseDragged:",
                    "otherMouseDown:",
                    "otherMouseUp:",
                    "otherMouseDragged:",
                    "scrollWheel:",
                ]
        )
            ObjectiveC.AddMethod(
                type,
                ObjectiveC.Selector(gesture),
                (delegate* unmanaged<nint, nint, nint, void>)&OnPointer,
                "v@:@"
            );
        ObjectiveC.RegisterClassPair(type);
        return type;
    }

    [UnmanagedCallersOnly]
    private static byte Yes(nint view, nint selector) => 1;

    [UnmanagedCallersOnly]
    private static byte YesTo(nint view, nint selector, nint argument) => 1;

    [UnmanagedCallersOnly]
    private static void OnDraw(nint view, nint selector, ObjectiveC.Rect area) =>
        Call(view, static (window, _) => window.Draw(), 0);

    [UnmanagedCallersOnly]
    private static void OnFrame(nint view, nint selector, nint timer) =>
        Call(view, static (window, _) => window._listener.OnFrame(), 0);

    [UnmanagedCallersOnly]
    private static void OnPointer(nint view, nint selector, nint e) => Call(view, static (window, e) => window.Pointer(e), e);

    [UnmanagedCallersOnly]
    private static void OnKey(nint view, nint selector, nint e) => Call(view, static (window, e) => window.Press(e), e);

    // a host does not survive an exception out of its run loop
    private static void Call(nint view, Action<CocoaWindow, nint> act, nint argument)
    {
        nint self;
        ObjectiveC.GetVariable(view, Owner, &self);
        if (self == 0 || GCHandle.FromIntPtr(self).Target is not CocoaWindow window)
            return;
        try
        {
            act(window, argument);
        }
        catch (Exception fault)
        {
            window._listener.OnFault(fault, nameof(CocoaWindow), nameof(Call));
        }
    }

    private void Pointer(nint e)
    {
        // NSEventType: down 1, 3, 25; up 2, 4, 26; exited 9; wheel 22
        nint type = ObjectiveC.Send(e, ObjectiveC.Selector("type"));
        ObjectiveC.Point at = ObjectiveC.SendForPoint(
            _view,
            ObjectiveC.Selector("convertPoint:fromView:"),
            ObjectiveC.SendForPoint(e, ObjectiveC.Selector("locationInWindow")),
            0
        );
        PointerAction action = type switch
        {
            1 or 3 or 25 => PointerAction.Down,
            2 or 4 or 26 => PointerAction.Up,
            9 => PointerAction.Leave,
            22 => PointerAction.Wheel,
            _ => PointerAction.Move,
        };
        PointerButton button = type switch
        {
            1 or 2 => PointerButton.Primary,
            3 or 4 => PointerButton.Secondary,
            25 or 26 => PointerButton.Middle,
            _ => PointerButton.None,
        };
        double wheel =
            action == PointerAction.Wheel
                ? ObjectiveC.SendForNumber(e, ObjectiveC.Selector("scrollingDeltaY")) / PointsANotch
                : 0;
        if (action == PointerAction.Down)
            TakeFocus();
        _listener.OnPointer(new PointerEvent(action, at.X, at.Y, button, ModifiersOf(e), wheel));
    }

    private void Press(nint e)
    {
        nint text = ObjectiveC.Send(e, ObjectiveC.Selector("charactersIgnoringModifiers"));
        if (text == 0 || ObjectiveC.Send(text, ObjectiveC.Selector("length")) == 0)
            return;
        var character = (char)ObjectiveC.Send(text, ObjectiveC.Selector("characterAtIndex:"), 0);
        Key key = (int)character switch
        {
            0x7F or 0x08 => Key.Backspace,
            0x09 or 0x19 => Key.Tab,
            0x0D or 0x03 => Key.Enter,
            0x1B => Key.Escape,
            0xF700 => Key.Up,
            0xF701 => Key.Down,
            0xF702 => Key.Left,
            0xF703 => Key.Right,
            0xF728 => Key.Delete,
            0xF729 => Key.Home,
            0xF72B => Key.End,
            0xF72C => Key.PageUp,
            0xF72D => Key.PageDown,
            >= 0x20 and < 0xF700 => Key.Character,
            _ => Key.None,
        };
        Modifiers held = ModifiersOf(e);
        bool used =
            key != Key.None
            && _listener.OnKey(
                key == Key.Character ? new KeyEvent(key, character, held & ~Modifiers.Shift) : new KeyEvent(key, Modifiers: held)
            );
        // what the window does not use is the host's: its space bar starts the song
        if (!used)
            ObjectiveC.Send(ObjectiveC.Send(_view, ObjectiveC.Selector("nextResponder")), ObjectiveC.Selector("keyDown:"), e);
    }

    // Command is what Control is elsewhere
    private static Modifiers ModifiersOf(nint e)
    {
        nint flags = ObjectiveC.Send(e, ObjectiveC.Selector("modifierFlags"));
        return ((flags & ShiftFlag) != 0 ? Modifiers.Shift : 0)
            | ((flags & (ControlFlag | CommandFlag)) != 0 ? Modifiers.Control : 0)
            | ((flags & OptionFlag) != 0 ? Modifiers.Alt : 0);
    }
}
