using LakhNes.App.Playing;
using LakhNes.Ui;
using LakhNes.Ui.Windows.X11;

namespace LakhNes.App.Window;

/// <inheritdoc cref="IAppWindow"/>
internal sealed unsafe class X11AppWindow : IAppWindow
{
    private const int InputOutput = 1;
    private const uint BackPixel = 2,
        EventMask = 0x800;
    private const ushort ConfigureSize = 4 | 8;
    private const byte Replace = 0,
        ByteFormat = 8,
        LongFormat = 32;
    private const uint AtomOfAtoms = 4,
        TextAtom = 31,
        NameAtom = 39,
        ClassAtom = 67;

    // KeyPress, KeyRelease, StructureNotify, FocusChange
    private const uint Events = 1 | 2 | 0x20000 | 0x200000;
    private const byte KeyPress = 2,
        KeyRelease = 3,
        FocusOut = 10,
        DestroyNotify = 17,
        ConfigureNotify = 22,
        ClientMessage = 33;
    private const byte ToInferior = 2,
        RevertToParent = 2;

    private readonly nint _connection;
    private readonly uint _window;
    private readonly uint _deleteWindow;
    private readonly X11Keyboard _keys;
    private readonly ComputerKeyboard _piano;
    private readonly Editor _editor;
    private bool _closed;

    private X11AppWindow(nint connection, uint window, Player player, Editor editor)
    {
        (_connection, _window, _editor) = (connection, window, editor);
        _keys = new X11Keyboard(connection);
        _piano = new ComputerKeyboard(player.Key);
        player.KeyUnused = _piano.Press;
        player.SizeRequested = Resize;
        uint protocols = Xcb.Atom(connection, "WM_PROTOCOLS"u8);
        _deleteWindow = Xcb.Atom(connection, "WM_DELETE_WINDOW"u8);
        uint delete = _deleteWindow;
        Xcb.ChangeProperty(connection, Replace, window, protocols, AtomOfAtoms, LongFormat, 1, &delete);
        X11Window.TakeDropsFor(connection, window, (uint)editor.NativeHandle);
        Text(NameAtom, "LakhNES"u8);
        Text(ClassAtom, "lakhnes-app\0LakhNES\0"u8);
    }

    /// <summary>Opens the window.</summary>
    /// <param name="player">What it shows and plays.</param>
    /// <exception cref="AppException">There is no display, or it refuses.</exception>
    public static X11AppWindow Open(Player player)
    {
        if (!Xcb.IsAvailable)
            throw new AppException("libxcb.so.1 is not here, so there is no window");
        int number;
        nint connection = Xcb.Connect(null, &number);
        if (Xcb.ConnectionHasError(connection) != 0)
        {
            Xcb.Disconnect(connection);
            throw new AppException("no X11 display can be reached: is DISPLAY set?");
        }

        var editor = new Editor(player.Engine, player);
        XcbScreenIterator screens = Xcb.SetupRoots(Xcb.GetSetup(connection));
        for (; number > 0 && screens.Rest > 1; number--)
            Xcb.ScreenNext(&screens);
        uint window = Xcb.GenerateId(connection);
        uint* values = stackalloc uint[] { 0, Events };
        void* refused = Xcb.RequestCheck(
            connection,
            Xcb.CreateWindowChecked(
                connection,
                screens.Data->RootDepth,
                window,
                screens.Data->Root,
                0,
                0,
                (ushort)editor.Width,
                (ushort)editor.Height,
                0,
                InputOutput,
                screens.Data->RootVisual,
                BackPixel | EventMask,
                values
            )
        );
        string error = "the display refuses a window";
        if (refused is null && editor.TryAttach((nint)window, out error))
            return new X11AppWindow(connection, window, player, editor);
        LibC.Free(refused);
        editor.Dispose();
        Xcb.Disconnect(connection);
        throw new AppException(error);
    }

    /// <inheritdoc/>
    public void Run(Func<bool> stop)
    {
        Xcb.MapWindow(_connection, _window);
        Xcb.Flush(_connection);
        _editor.Show(true);
        long frame = Environment.TickCount64;
        while (!_closed && !stop())
        {
            while (!_closed && Xcb.PollForEvent(_connection) is var e && e is not null)
            {
                Handle(e[0] & 0x7F, e);
                LibC.Free(e);
            }

            if (Xcb.ConnectionHasError(_connection) != 0)
                break;
            _editor.OnInput();
            long now = Environment.TickCount64;
            _piano.Advance(now);
            if (now - frame >= Editor.FrameMilliseconds)
            {
                frame = now;
                _editor.OnFrame();
            }

            long frameDue = Math.Max(0, frame + Editor.FrameMilliseconds - now);
            LibC.WaitForInput(
                Xcb.GetFileDescriptor(_connection),
                _editor.FileDescriptor,
                (int)Math.Min(frameDue, _piano.NextEnd(now))
            );
        }

        _piano.ReleaseAll();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _editor.Dispose();
        Xcb.DestroyWindow(_connection, _window);
        Xcb.Flush(_connection);
        Xcb.Disconnect(_connection);
    }

    private void Handle(int type, byte* e)
    {
        switch (type)
        {
            case KeyPress:
                _editor.OnKey(_keys.Read(e[1], *(ushort*)(e + 28)));
                break;
            case KeyRelease:
                _piano.Release(_keys.Read(e[1], 0), Environment.TickCount64);
                break;
            case FocusOut when e[1] == ToInferior:
                // back from the child, which is not told of keys that go up
                Xcb.SetInputFocus(_connection, RevertToParent, _window, 0);
                Xcb.Flush(_connection);
                break;
            case FocusOut:
                _piano.ReleaseAll();
                break;
            case ConfigureNotify:
                _editor.Resize(*(ushort*)(e + 20), *(ushort*)(e + 22));
                break;
            case DestroyNotify:
            case ClientMessage when *(uint*)(e + 12) == _deleteWindow:
                _closed = true;
                break;
        }
    }

    private bool Resize(int width, int height)
    {
        uint* size = stackalloc uint[] { (uint)width, (uint)height };
        Xcb.ConfigureWindow(_connection, _window, ConfigureSize, size);
        Xcb.Flush(_connection);
        return true;
    }

    private void Text(uint property, ReadOnlySpan<byte> text)
    {
        fixed (byte* bytes = text)
            Xcb.ChangeProperty(_connection, Replace, _window, property, TextAtom, ByteFormat, (uint)text.Length, bytes);
    }
}
