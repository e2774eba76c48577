using LakhNes.App.Alsa;
using LakhNes.App.Jack;
using LakhNes.App.Playing;
using LakhNes.App.Window;
using LakhNes.App.Windows;

namespace LakhNes.App;

/// <summary>What this system has for sound, MIDI devices and windows.</summary>
internal static class DesktopSystem
{
    private const string Automatic = "auto",
        Jack = "jack",
        Alsa = "alsa",
        Wasapi = "wasapi";

    /// <summary>What an output may be made by; the first chooses.</summary>
    public static string[] Names { get; } = OperatingSystem.IsWindows() ? [Automatic, Wasapi] : [Automatic, Jack, Alsa];

    /// <summary>Opens an output.</summary>
    /// <param name="name">One of <see cref="Names"/>; the first takes JACK where a server runs, ALSA otherwise.</param>
    /// <param name="options">What is wanted of it.</param>
    /// <exception cref="AppException">It cannot be opened.</exception>
    public static IAudioOutput Open(string name, OutputOptions options)
    {
        if (OperatingSystem.IsWindows())
            return WasapiOutput.Open(options);
        JackOutput? jack = name == Alsa ? null : JackOutput.TryOpen(options);
        if (jack is null && name == Jack)
            throw new AppException("no JACK server runs that this program can reach");
        return (IAudioOutput?)jack ?? AlsaOutput.Open(options);
    }

    /// <summary>Lets the system's MIDI devices play.</summary>
    /// <param name="player">What they play.</param>
    /// <param name="error">Why not, where the result is null.</param>
    public static IDisposable? TryOpenMidi(Player player, out string error)
    {
        error = "";
        return OperatingSystem.IsWindows() ? new WindowsMidi(player) : AlsaMidi.TryOpen(player.AddInput(), out error);
    }

    /// <summary>Shows a failure where a program with a window has no console.</summary>
    public static void ShowError(string message)
    {
        if (OperatingSystem.IsWindows())
            Win32AppWindow.ShowError(message);
    }

    /// <summary>Opens the window.</summary>
    /// <param name="player">What it shows and plays.</param>
    /// <exception cref="AppException">There is no display, or it refuses.</exception>
    public static IAppWindow OpenWindow(Player player) =>
        OperatingSystem.IsWindows() ? Win32AppWindow.Open(player) : X11AppWindow.Open(player);
}
