using System.Runtime.InteropServices;
using LakhNes.App.Playing;
using LakhNes.Ui;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Windows.Win32;

namespace LakhNes.App.Window;

/// <inheritdoc cref="IAppWindow"/>
internal sealed unsafe partial class Win32AppWindow : IAppWindow
{
    private const string ClassName = "LakhNES.App";
    private const uint Style = 0x00CF0000 | 0x02000000; // WS_OVERLAPPEDWINDOW, WS_CLIPCHILDREN
    private const int UserData = -21,
        Show = 1,
        ArrowCursor = 32512,
        ByDefault = unchecked((int)0x80000000),
        NoMoveNoOrder = 0x02 | 0x04;
    private const uint Size = 0x05,
        Activate = 0x06,
        SetFocus = 0x07,
        Close = 0x10,
        KeyDown = 0x100,
        KeyUp = 0x101,
        Remove = 1;
    private const uint AnyInput = 0x04FF;
    private const uint ToCharacter = 2;

    private readonly nint _window;
    private readonly GCHandle _self;
    private readonly ComputerKeyboard _piano;
    private readonly Editor _editor;
    private readonly IEditorHost _host;
    private bool _closed;

    private Win32AppWindow(Player player, Editor editor)
    {
        (_editor, _host) = (editor, player);
        _piano = new ComputerKeyboard(player.Key);
        _self = GCHandle.Alloc(this);
        nint module = User32.GetModuleHandle(null);
        fixed (
            char* name = ClassName,
                title = "LakhNES"
        )
        {
            var windowClass = new User32.WindowClass
            {
                Size = (uint)sizeof(User32.WindowClass),
                Procedure = &Procedure,
                Module = module,
                Cursor = User32.LoadCursor(0, ArrowCursor),
                Name = name,
            };
            User32.RegisterClass(&windowClass);
            (int width, int height) = Outside(editor.Width, editor.Height);
            _window = User32.CreateWindow(0, name, title, Style, ByDefault, ByDefault, width, height, 0, 0, module, 0);
        }

        if (_window == 0)
            throw new AppException("Windows makes no window");
        User32.SetWindowLongPtr(_window, UserData, GCHandle.ToIntPtr(_self));
        player.SizeRequested = Resize;
    }

    /// <summary>Opens the window.</summary>
    /// <param name="player">What it shows and plays.</param>
    /// <exception cref="AppException">Windows refuses.</exception>
    public static Win32AppWindow Open(Player player)
    {
        // pixels are the screen's own, and a unit of the layout has as many as Windows says
        const double Usual = 96;
        _ = SetProcessDPIAware();
        var editor = new Editor(player.Engine, player);
        editor.SetScale(GetDpiForSystem() / Usual);
        var window = new Win32AppWindow(player, editor);
        if (editor.TryAttach(window._window, out string error))
            return window;
        window.Dispose();
        throw new AppException(error);
    }

    /// <summary>Says in a window of its own why there is no other.</summary>
    public static void ShowError(string message)
    {
        const uint Error = 0x10;
        _ = MessageBox(0, message, "LakhNES", Error);
    }

    /// <inheritdoc/>
    public void Run(Func<bool> stop)
    {
        User32.ShowWindow(_window, Show);
        _editor.Show(true);
        while (!_closed && !stop())
        {
            User32.Message message;
            while (!_closed && User32.PeekMessage(&message, 0, 0, 0, Remove) != 0)
            {
                _ = TranslateMessage(&message);
                _ = DispatchMessage(&message);
            }

            long now = Environment.TickCount64;
            _piano.Advance(now);
            _ = MsgWaitForMultipleObjects(0, null, 0, (uint)Math.Min(Editor.FrameMilliseconds, _piano.NextEnd(now)), AnyInput);
        }

        _piano.ReleaseAll();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _editor.Dispose();
        if (_window != 0)
        {
            User32.SetWindowLongPtr(_window, UserData, 0);
            User32.DestroyWindow(_window);
        }

        _self.Free();
    }

    [UnmanagedCallersOnly]
    private static nint Procedure(nint window, uint message, nint wide, nint low)
    {
        nint self = User32.GetWindowLongPtr(window, UserData);
        var target = self == 0 ? null : GCHandle.FromIntPtr(self).Target as Win32AppWindow;
        try
        {
            if (target?.Handle(message, wide, low) == true)
                return 0;
        }
        catch (Exception fault)
        {
            // nothing may be thrown through Windows' own code
            target!._host.KeepFault(fault, nameof(Win32AppWindow), nameof(Procedure));
        }

        return User32.DefWindowProc(window, message, wide, low);
    }

    private bool Handle(uint message, nint wide, nint low)
    {
        switch (message)
        {
            // keys that the instrument's own window has no use for
            case KeyDown:
                return _piano.Press(KeyOf(wide));
            case KeyUp:
                _piano.Release(KeyOf(wide), Environment.TickCount64);
                return true;
            case SetFocus:
                User32.SetFocus(_editor.NativeHandle);
                return true;
            case Activate when (wide & 0xFFFF) == 0:
                _piano.ReleaseAll();
                return false;
            case Size:
                _editor.Resize((ushort)low, (ushort)(low >> 16));
                return true;
            case Close:
                _closed = true;
                return true;
            default:
                return false;
        }
    }

    // what the keyboard's layout writes with it, whatever else is held
    private static KeyEvent KeyOf(nint code) =>
        (char)MapVirtualKey((uint)code, ToCharacter) is var character and not '\0'
            ? new KeyEvent(Key.Character, character, IsHeld(0x11) ? Modifiers.Control : Modifiers.None)
            : new KeyEvent(Key.None);

    private static bool IsHeld(int key) => User32.GetKeyState(key) < 0;

    private bool Resize(int width, int height)
    {
        (width, height) = Outside(width, height);
        return User32.SetWindowPos(_window, 0, 0, 0, width, height, NoMoveNoOrder) != 0;
    }

    private static (int Width, int Height) Outside(int width, int height)
    {
        var area = new User32.Rect { Right = width, Bottom = height };
        _ = AdjustWindowRectEx(&area, Style, 0, 0);
        return (area.Right - area.Left, area.Bottom - area.Top);
    }

    [LibraryImport("user32", EntryPoint = "MessageBoxW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int MessageBox(nint owner, string text, string title, uint kind);

    [LibraryImport("user32")]
    private static partial int SetProcessDPIAware();

    [LibraryImport("user32")]
    private static partial uint GetDpiForSystem();

    [LibraryImport("user32")]
    private static partial int AdjustWindowRectEx(User32.Rect* area, uint style, int menu, uint extendedStyle);

    [LibraryImport("user32")]
    private static partial int TranslateMessage(User32.Message* message);

    [LibraryImport("user32", EntryPoint = "DispatchMessageW")]
    private static partial nint DispatchMessage(User32.Message* message);

    [LibraryImport("user32")]
    private static partial uint MsgWaitForMultipleObjects(uint count, nint* handles, int all, uint milliseconds, uint input);

    [LibraryImport("user32", EntryPoint = "MapVirtualKeyW")]
    private static partial uint MapVirtualKey(uint code, uint kind);
}
