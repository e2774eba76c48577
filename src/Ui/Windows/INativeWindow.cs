using LakhNes.Drawing;

namespace LakhNes.Ui.Windows;

/// <summary>
/// A child of the host's window that shows a canvas and hears pointer and keys. For the host's main thread alone.
/// </summary>
internal interface INativeWindow : IDisposable
{
    /// <summary>Milliseconds from one frame to the next.</summary>
    const int FrameMilliseconds = 16;

    /// <summary>X11 window id, HWND or NSView.</summary>
    nint NativeHandle { get; }

    /// <summary>The connection to watch for input, or -1 where input comes by itself.</summary>
    int FileDescriptor { get; }

    /// <summary>Frames are called by the window itself, not by the host's timer.</summary>
    bool HasOwnTimer { get; }

    /// <summary>It can be seen: not hidden, not wholly covered.</summary>
    bool IsVisible { get; }

    /// <summary>The last picture has been taken; another may be shown.</summary>
    bool IsReady { get; }

    /// <summary>Shows or hides it.</summary>
    void Show(bool visible);

    /// <summary>Gives it a size in pixels.</summary>
    void Resize(int width, int height);

    /// <summary>Reads the input that is there and hands it to the listener.</summary>
    void Pump();

    /// <summary>
    /// Moves what an area shows to the left, before the next <see cref="Present"/>. What it uncovers is not drawn.
    /// </summary>
    /// <param name="area">The area, in pixels.</param>
    /// <param name="pixels">How far; negative: to the right.</param>
    /// <returns>False where the window cannot do that.</returns>
    bool TryMove(Area area, int pixels) => false;

    /// <summary>
    /// Shows areas of a canvas, in pixels. What the canvas holds elsewhere may be older than what the window shows.
    /// </summary>
    void Present(Canvas canvas, ReadOnlySpan<Area> areas);

    /// <summary>Lets the pointer carry a file out of the window, while a button is down.</summary>
    /// <param name="path">The file's whole path.</param>
    /// <returns>False where the window cannot do that.</returns>
    bool DragFile(string path);
}
