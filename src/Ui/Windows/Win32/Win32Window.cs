using System.Runtime.InteropServices;
using LakhNes.Drawing;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>A child of a host's HWND. Its timer calls for frames; the canvas is copied by GDI.</summary>
internal sealed unsafe partial class Win32Window : INativeWindow
{
    private const uint ChildStyle = 0x40000000 | 0x04000000,
        NoActivateNoMoveNoOrder = 0x10 | 0x02 | 0x04;
    private const int UserData = -21,
        Hide = 0,
        ShowNoActivate = 8,
        ArrowCursor = 32512;
    private const nint FrameTimer = 1;

    // a class a copy of the library: two versions of the plugin in one host do not call each other's code
    private static readonly string ClassName = $"LakhNES.{(nint)(delegate* unmanaged<nint, uint, nint, nint, nint>)&Procedure:x}";

    private static int _classUsers;

    private readonly IWindowListener _listener;
    private readonly GCHandle _self;
    private nint _window;
    private bool _visible;
    private bool _tracksLeave;
    private bool _pressed;
    private string? _dragged;
    private string? _carried;

    private Win32Window(IWindowListener listener)
    {
        _listener = listener;
        _self = GCHandle.Alloc(this);
    }

    /// <inheritdoc/>
    public nint NativeHandle => _window;

    /// <inheritdoc/>
    public int FileDescriptor => -1;

    /// <inheritdoc/>
    public bool HasOwnTimer => true;

    /// <inheritdoc/>
    public bool IsVisible => _visible && _window != 0;

    /// <inheritdoc/>
    public bool IsReady => true;

    /// <summary>Makes a child of a window.</summary>
    public static Win32Window? TryCreate(nint parent, int width, int height, IWindowListener listener, out string error)
    {
        var made = new Win32Window(listener);
        nint module = User32.GetModuleHandle(null);
        fixed (char* name = ClassName)
        {
            if (Interlocked.Increment(ref _classUsers) == 1)
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
            }

            made._window = User32.CreateWindow(0, name, null, ChildStyle, 0, 0, width, height, parent, 0, module, 0);
        }

        error = made._window == 0 ? "Windows makes no child window of the host's" : "";
        if (made._window == 0)
        {
            made.Dispose();
            return null;
        }

        User32.SetWindowLongPtr(made._window, UserData, GCHandle.ToIntPtr(made._self));
        FileDrop.Accept(made._window);
        User32.SetTimer(made._window, FrameTimer, INativeWindow.FrameMilliseconds, 0);
        return made;
    }

    /// <inheritdoc/>
    public void Show(bool visible)
    {
        _visible = visible;
        User32.ShowWindow(_window, visible ? ShowNoActivate : Hide);
    }

    /// <inheritdoc/>
    public void Resize(int width, int height) => User32.SetWindowPos(_window, 0, 0, 0, width, height, NoActivateNoMoveNoOrder);

    /// <inheritdoc/>
    public void Pump()
    {
        // the host's message loop calls the window
    }

    /// <inheritdoc/>
    public void Present(Canvas canvas, ReadOnlySpan<Area> areas)
    {
        if (_window == 0 || areas.IsEmpty)
            return;
        nint context = User32.GetDC(_window);
        foreach (Area area in areas)
        {
            Area shown = area.Intersect(canvas.Bounds);
            if (shown.IsEmpty)
                continue;
            // a picture of the rows alone, from the top down
            var header = new User32.BitmapHeader
            {
                Size = (uint)sizeof(User32.BitmapHeader),
                Width = canvas.Width,
                Height = -shown.Height,
                Planes = 1,
                BitCount = 32,
            };
            fixed (uint* pixels = canvas.Pixels[(shown.Y * canvas.Width)..])
            {
                User32.SetDIBitsToDevice(
                    context,
                    shown.X,
                    shown.Y,
                    (uint)shown.Width,
                    (uint)shown.Height,
                    shown.X,
                    0,
                    0,
                    (uint)shown.Height,
                    pixels,
                    &header,
                    0
                );
            }
        }

        User32.ReleaseDC(_window, context);
    }

    /// <inheritdoc/>
    public bool DragFile(string path)
    {
        if (!_pressed)
            return false;
        _dragged = path;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        nint window = _window;
        _window = 0;
        if (window != 0)
        {
            User32.KillTimer(window, FrameTimer);
            User32.SetWindowLongPtr(window, UserData, 0);
            User32.DestroyWindow(window);
        }

        _self.Free();
        if (Interlocked.Decrement(ref _classUsers) > 0)
            return;
        fixed (char* name = ClassName)
            User32.UnregisterClass(name, User32.GetModuleHandle(null));
    }
}
