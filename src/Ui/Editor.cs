using System.Diagnostics;
using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Windows;

namespace LakhNes.Ui;

/// <summary>
/// The plugin's window: made by a plugin format when the host asks for one, put into the host's window by
/// <see cref="TryAttach"/>, called for input and once a frame, and thrown away. For the host's main thread alone. Sizes are in
/// pixels.
/// </summary>
public sealed class Editor : IWindowListener, IDisposable
{
    /// <summary>Milliseconds between two frames.</summary>
    public const int FrameMilliseconds = INativeWindow.FrameMilliseconds;

    private const double DoubleClickSeconds = 0.4;
    private const int DoubleClickPixels = 4;

    private readonly EditorModel _model;
    private readonly MainView _view;
    private readonly Scene _scene;
    private readonly Area[] _drawn = new Area[32];
    private Area _moved;
    private Canvas _canvas;
    private Painter _painter;
    private INativeWindow? _window;
    private bool _watches;
    private PointerEvent _lastPress;
    private long _lastPressTime;

    /// <summary>Makes a window's content, at its preferred size.</summary>
    /// <param name="engine">What it shows.</param>
    /// <param name="host">The plugin format that opened it.</param>
    /// <param name="preferences">How the user likes it; null: as the user's own file says.</param>
    public Editor(ChipEngine engine, IEditorHost host, Preferences? preferences = null)
    {
        _model = new EditorModel(engine, host, preferences ?? new Preferences(Preferences.UserFile)) { LookChanged = FollowLook };
        _view = new MainView(_model);
        _scene = new Scene(_view) { UnhandledKey = OnShortcut };
        _model.Scale = Unit;
        (Width, Height) = (Pixels(MainView.PreferredWidth), Pixels(MainView.PreferredHeight));
        (_canvas, _painter) = Layout();
    }

    /// <summary>Whether windows can be made here at all.</summary>
    public static bool IsSupported => NativeWindow.IsSupported;

    /// <summary>The widgets, for tests.</summary>
    internal Scene Scene => _scene;

    /// <summary>The picture, for tests.</summary>
    internal Canvas Canvas => _canvas;

    /// <summary>Pixels across.</summary>
    public int Width { get; private set; }

    /// <summary>Pixels down.</summary>
    public int Height { get; private set; }

    /// <summary>The host's scale factor.</summary>
    public double Scale { get; private set; } = 1;

    // pixels a unit of the layout; smaller than half a pixel nothing could be read
    private double Unit => Math.Max(0.5, Scale * _model.Preferences.Zoom / 100);

    /// <summary>The connection that tells of input, to be watched with <see cref="OnInput"/>; -1: none.</summary>
    public int FileDescriptor => _window?.FileDescriptor ?? -1;

    /// <summary>It is in a window of the host's.</summary>
    public bool IsAttached => _window is not null;

    /// <summary>X11 window id, HWND or NSView of the window itself; 0 where it is in none of the host's.</summary>
    public nint NativeHandle => _window?.NativeHandle ?? 0;

    /// <summary>The host has to call <see cref="OnFrame"/>; otherwise the window does.</summary>
    public bool NeedsTimer => _window is { HasOwnTimer: false };

    /// <summary>Puts the window into the host's.</summary>
    /// <param name="parent">X11 window id, HWND or NSView.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public bool TryAttach(nint parent, out string error)
    {
        Detach();
        if (NativeWindow.TryCreate(parent, Width, Height, this, out error) is not { } window)
            return false;
        Attach(window);
        return true;
    }

    /// <summary>Takes a window over.</summary>
    internal void Attach(INativeWindow window)
    {
        _window = window;
        Watch(true);
        _model.DragFile = window.DragFile;
        Draw(force: true);
    }

    /// <summary>Takes the window out of the host's.</summary>
    public void Detach()
    {
        _model.End();
        _model.Audition.Stop();
        if (_window is null)
            return;
        Watch(false);
        _model.LetGo();
        _window.Dispose();
        _window = null;
    }

    /// <summary>Shows or hides the window.</summary>
    public void Show(bool visible)
    {
        _window?.Show(visible);
        Watch(visible && _window is not null);
        if (visible)
            Draw(force: true);
    }

    /// <summary>The nearest size that the window can have.</summary>
    public (int Width, int Height) Constrain(int width, int height) =>
        (
            Math.Clamp(width, Pixels(MainView.MinimumWidth), Pixels(MainView.MaximumWidth)),
            Math.Clamp(height, Pixels(MainView.MinimumHeight), Pixels(MainView.MaximumHeight))
        );

    /// <summary>Gives the window a size.</summary>
    public void Resize(int width, int height)
    {
        (width, height) = Constrain(width, height);
        if ((width, height) == (Width, Height))
            return;
        (Width, Height) = (width, height);
        Rebuild();
    }

    /// <summary>Sets the scale factor; the size follows.</summary>
    /// <param name="scale">Pixels a unit, 0.5 to 4; others are ignored.</param>
    /// <returns>Whether it changed.</returns>
    public bool SetScale(double scale)
    {
        if (!(scale is >= 0.5 and <= 4) || scale == Scale)
            return false;
        (int width, int height) = ((int)Math.Round(Width * scale / Scale), (int)Math.Round(Height * scale / Scale));
        Scale = scale;
        _model.Scale = Unit;
        (Width, Height) = Constrain(width, height);
        Rebuild();
        return true;
    }

    /// <summary>Reads input that has come in.</summary>
    public void OnInput() => _window?.Pump();

    /// <summary>Reads input, looks at the engine, and draws what changed.</summary>
    public void OnFrame()
    {
        OnInput();
        Draw(force: false);
    }

    /// <summary>Draws what changed into the picture.</summary>
    /// <returns>How many areas that was.</returns>
    internal int Draw()
    {
        _scene.Refresh();
        Move();
        int count = _scene.Paint(_painter, _drawn);
        for (int i = 0; i < count; i++)
            _drawn[i] = _painter.ToPixels(_drawn[i]);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => Detach();

    void IWindowListener.OnPointer(PointerEvent e)
    {
        if (e.Action == PointerAction.Down)
        {
            long now = Stopwatch.GetTimestamp();
            bool again =
                _lastPress.Button == e.Button
                && _lastPress.Clicks == 1
                && Stopwatch.GetElapsedTime(_lastPressTime, now).TotalSeconds < DoubleClickSeconds
                && Math.Abs(e.X - _lastPress.X) + Math.Abs(e.Y - _lastPress.Y) < DoubleClickPixels;
            e = e with { Clicks = again ? 2 : 1 };
            (_lastPress, _lastPressTime) = (e, now);
        }

        _scene.Pointer(e with { X = e.X / Unit, Y = e.Y / Unit });
    }

    bool IWindowListener.OnKey(KeyEvent e) => e.Key != Key.None && (_scene.KeyDown(e) || _model.Host.UnusedKey(e));

    void IWindowListener.OnFile(string path) => _view.OpenSample(path);

    void IWindowListener.OnFault(Exception fault, string type, string function) => _model.Host.KeepFault(fault, type, function);

    void IWindowListener.OnExposed(Area area)
    {
        var exposed = new Area(
            (int)Math.Floor(area.X / Unit),
            (int)Math.Floor(area.Y / Unit),
            (int)Math.Ceiling(area.Width / Unit) + 1,
            (int)Math.Ceiling(area.Height / Unit) + 1
        );
        _scene.Invalidate(exposed);
        // what was not there yet may have been moved about since
        if (!_moved.Intersect(exposed).IsEmpty)
            _scene.Invalidate(_moved);
    }

    /// <summary>Hands a key over that the host has caught.</summary>
    /// <returns>Whether it was used.</returns>
    public bool OnKey(KeyEvent e) => ((IWindowListener)this).OnKey(e);

    private bool OnShortcut(KeyEvent e)
    {
        if (e.IsShortcut('z') && (e.Modifiers & Modifiers.Shift) == 0)
            _model.History.Undo();
        else if (e.IsShortcut('y') || e.IsShortcut('z'))
            _model.History.Redo();
        else
            return false;
        return true;
    }

    private void Draw(bool force)
    {
        if (_window is not { } window || (!force && !(window.IsVisible && window.IsReady)))
            return;
        int count = Draw();
        window.Present(_canvas, _drawn.AsSpan(0, count));
    }

    private void Move()
    {
        _scene.TakeScroll(out Area area, out int units);
        if (area.IsEmpty)
            return;
        _moved = area;
        if (!_painter.MovesWhole || _window?.TryMove(_painter.ToPixels(area), _painter.ToPixel(units)) != true)
            _scene.Invalidate(area);
    }

    // the audio thread tells what it does only while somebody looks
    private void Watch(bool watch)
    {
        if (_watches == watch)
            return;
        _watches = watch;
        if (watch)
            _model.Engine.Monitor.Open();
        else
            _model.Engine.Monitor.Close();
    }

    private void Rebuild()
    {
        (_canvas, _painter) = Layout();
        _window?.Resize(Width, Height);
        Draw(force: _window is { IsVisible: true });
    }

    private (Canvas, Painter) Layout()
    {
        _scene.Resize((int)Math.Ceiling(Width / Unit), (int)Math.Ceiling(Height / Unit));
        var canvas = new Canvas(Width, Height);
        return (canvas, new Painter(canvas, Unit, _model.Preferences.IsLight ? Theme.Light : Theme.Dark));
    }

    // other colours, or another size of everything, for which the host is asked for room
    private void FollowLook()
    {
        (int width, int height) = ((int)Math.Round(Width * Unit / _model.Scale), (int)Math.Round(Height * Unit / _model.Scale));
        _model.Scale = Unit;
        (width, height) = Constrain(width, height);
        if ((width, height) != (Width, Height) && _model.Host.RequestSize(width, height))
            (Width, Height) = (width, height);
        Rebuild();
    }

    private int Pixels(int units) => (int)Math.Round(units * Unit);
}
