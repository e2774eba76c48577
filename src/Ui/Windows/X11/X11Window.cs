using LakhNes.Drawing;

namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// A child of a window that another program or toolkit owns, on a connection of its own: nothing that happens to it reaches the
/// host's connection, and the other way round. Speaks XEmbed as far as hosts ask for it.
/// </summary>
internal sealed unsafe partial class X11Window : INativeWindow
{
    private const int CopyFromParent = 0,
        InputOutput = 1;
    private const uint BackPixmap = 1,
        BorderPixel = 8,
        EventMask = 0x800,
        Colormap = 0x2000;
    private const ushort ConfigureSize = 4 | 8;
    private const byte Replace = 0,
        LongFormat = 32,
        RevertToParent = 2;
    private const uint AtomOfAtoms = 4,
        AtomOfWindows = 33;
    private const int XEmbedVersion = 0,
        XEmbedMapped = 1;

    private readonly nint _connection;
    private readonly IWindowListener _listener;
    private readonly X11Keyboard _keyboard;
    private readonly uint _window;
    private readonly uint _gc;
    private readonly uint _xembed;
    private readonly int _pictureTaken;
    private readonly uint _root;

    // made for the first drag: it asks the server a dozen questions, for which an opening window need not wait
    private readonly XdndAtoms _xdnd;
    private X11DragSource? _drag;
    private X11DropTarget? _drop;
    private X11Surface _surface;
    private bool _isPressed;
    private uint _time;
    private bool _mapped;
    private bool _covered;
    private bool _alive = true;

    private X11Window(nint connection, uint root, uint window, int width, int height, IWindowListener listener)
    {
        _connection = connection;
        _window = window;
        _listener = listener;
        _keyboard = new X11Keyboard(connection);
        _root = root;
        _gc = Xcb.GenerateId(connection);
        Xcb.CreateGc(connection, _gc, window, 0, null);
        _surface = new X11Surface(connection, window, _gc, width, height);
        byte* shm = _surface.IsShared ? Xcb.GetExtensionData(connection, Xcb.ShmExtension()) : null;
        _pictureTaken = shm is null ? -1 : shm[10];
        IsReady = true;

        _xembed = Xcb.Atom(connection, "_XEMBED"u8);
        uint info = Xcb.Atom(connection, "_XEMBED_INFO"u8);
        uint* value = stackalloc uint[] { XEmbedVersion, XEmbedMapped };
        Xcb.ChangeProperty(connection, Replace, window, info, info, LongFormat, 2, value);
        _xdnd = new XdndAtoms(connection);
        uint version = XdndAtoms.Version;
        Xcb.ChangeProperty(connection, Replace, window, _xdnd.Aware, AtomOfAtoms, LongFormat, 1, &version);
        TakeDropsFor(connection, window, window);
    }

    /// <inheritdoc/>
    public nint NativeHandle => (nint)_window;

    /// <inheritdoc/>
    public int FileDescriptor => Xcb.GetFileDescriptor(_connection);

    /// <inheritdoc/>
    public bool HasOwnTimer => false;

    /// <inheritdoc/>
    public bool IsVisible => _mapped && !_covered && _alive;

    /// <inheritdoc/>
    public bool IsReady { get; private set; }

    /// <summary>Makes a child of a window.</summary>
    public static X11Window? TryCreate(uint parent, int width, int height, IWindowListener listener, out string error)
    {
        error = "libxcb.so.1 is not there";
        if (!Xcb.IsAvailable)
            return null;
        int number;
        nint connection = Xcb.Connect(null, &number);
        error = "no X11 display can be reached";
        if (Xcb.ConnectionHasError(connection) == 0)
        {
            XcbScreenIterator screens = Xcb.SetupRoots(Xcb.GetSetup(connection));
            for (; number > 0 && screens.Rest > 1; number--)
                Xcb.ScreenNext(&screens);
            error = "the display does not show 24-bit colours";
            if (screens.Data->RootDepth == 24)
            {
                uint window = Xcb.GenerateId(connection);
                uint* values = stackalloc uint[] { 0, 0, Events, screens.Data->DefaultColormap };
                void* refused = Xcb.RequestCheck(
                    connection,
                    Xcb.CreateWindowChecked(
                        connection,
                        screens.Data->RootDepth,
                        window,
                        parent,
                        0,
                        0,
                        (ushort)width,
                        (ushort)height,
                        0,
                        InputOutput,
                        screens.Data->RootVisual,
                        BackPixmap | BorderPixel | EventMask | Colormap,
                        values
                    )
                );
                if (refused is null)
                    return new X11Window(connection, screens.Data->Root, window, width, height, listener);
                LibC.Free(refused);
                error = $"window {parent:x} is not there or takes no child";
            }
        }

        Xcb.Disconnect(connection);
        return null;
    }

    /// <summary>
    /// Lets a window take what is dropped onto another, such as one around it; it must say so of itself, too (XDND's
    /// "XdndProxy").
    /// </summary>
    /// <param name="connection">A connection.</param>
    /// <param name="onto">The window onto which a file is dropped.</param>
    /// <param name="window">The window that takes it.</param>
    public static void TakeDropsFor(nint connection, uint onto, uint window)
    {
        uint proxy = Xcb.Atom(connection, "XdndProxy"u8);
        Xcb.ChangeProperty(connection, Replace, onto, proxy, AtomOfWindows, LongFormat, 1, &window);
    }

    /// <inheritdoc/>
    public void Show(bool visible)
    {
        _mapped = visible;
        if (visible)
            Xcb.MapWindow(_connection, _window);
        else
            Xcb.UnmapWindow(_connection, _window);
        Xcb.Flush(_connection);
    }

    /// <inheritdoc/>
    public void Resize(int width, int height)
    {
        uint* size = stackalloc uint[] { (uint)width, (uint)height };
        Xcb.ConfigureWindow(_connection, _window, ConfigureSize, size);
        _surface.Dispose();
        _surface = new X11Surface(_connection, _window, _gc, width, height);
        IsReady = true;
        Xcb.Flush(_connection);
    }

    /// <inheritdoc/>
    public bool TryMove(Area area, int pixels)
    {
        if (!_alive)
            return false;
        Xcb.CopyArea(
            _connection,
            _window,
            _window,
            _gc,
            (short)(area.X + Math.Max(pixels, 0)),
            (short)area.Y,
            (short)(area.X + Math.Max(-pixels, 0)),
            (short)area.Y,
            (ushort)(area.Width - Math.Abs(pixels)),
            (ushort)area.Height
        );
        return true;
    }

    /// <inheritdoc/>
    public void Present(Canvas canvas, ReadOnlySpan<Area> areas)
    {
        if (!_alive || areas.IsEmpty)
            return;
        _surface.Put(canvas, areas);
        IsReady = !_surface.IsShared;
    }

    // asks the system to send keys here
    private void TakeFocus()
    {
        Xcb.SetInputFocus(_connection, RevertToParent, _window, 0);
        Xcb.Flush(_connection);
    }

    /// <inheritdoc/>
    public bool DragFile(string path)
    {
        if (!_alive || !_isPressed)
            return false;
        _drag ??= new X11DragSource(_connection, _root, _window, _xdnd);
        _drag.Begin(path, _time);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _surface.Dispose();
        if (_alive)
            Xcb.DestroyWindow(_connection, _window);
        Xcb.Flush(_connection);
        Xcb.Disconnect(_connection);
        _alive = false;
    }
}
