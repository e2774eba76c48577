using LakhNes.Ui.Windows;
using LakhNes.Ui.Windows.Cocoa;
using LakhNes.Ui.Windows.Win32;
using LakhNes.Ui.Windows.X11;

namespace LakhNes.Ui;

/// <summary>The windows of the system that the program runs on.</summary>
internal static class NativeWindow
{
    /// <summary>Whether there is a window for this system, and what it needs.</summary>
    public static bool IsSupported =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || (OperatingSystem.IsLinux() && Xcb.IsAvailable);

    /// <summary>Makes a child of a host's window.</summary>
    /// <param name="parent">X11 window id, HWND or NSView.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="listener">Who hears its input.</param>
    /// <param name="error">Why not, where the result is null.</param>
    /// <returns>Null where none can be made.</returns>
    public static INativeWindow? TryCreate(nint parent, int width, int height, IWindowListener listener, out string error)
    {
        if (OperatingSystem.IsWindows())
            return Win32Window.TryCreate(parent, width, height, listener, out error);
        if (OperatingSystem.IsMacOS())
            return CocoaWindow.TryCreate(parent, width, height, listener, out error);
        if (OperatingSystem.IsLinux())
            return X11Window.TryCreate((uint)parent, width, height, listener, out error);
        error = "no window for this system";
        return null;
    }
}
