using System.Diagnostics;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>A window of another program, made with GTK, that takes dropped files.</summary>
internal sealed class DropTarget : IDisposable
{
    /// <summary>Its size in pixels.</summary>
    public const int Width = 200, Height = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _program;

    /// <summary>Shows it.</summary>
    public DropTarget(Screen screen, int x, int y)
    {
        var start = new ProcessStartInfo(Built.Host("drop-target"), [$"{x}", $"{y}"]) { RedirectStandardOutput = true };
        foreach ((string name, string value) in screen.Environment) start.Environment[name] = value;
        start.Environment["GDK_BACKEND"] = "x11";
        _program = Process.Start(start)!;
        Assert.True(Line().GetProperty("ready").GetBoolean());
    }

    /// <summary>The addresses that came with the drop; waits for it.</summary>
    public string[] Dropped() => [.. Line().List("addresses").Select(address => address.GetString()!)];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_program.HasExited) _program.Kill();
        _program.WaitForExit();
        _program.Dispose();
    }

    private JsonElement Line()
    {
        using var watchdog = new Timer(_ => _program.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        string? line = _program.StandardOutput.ReadLine();
        Assert.True(line is not null, "nothing was dropped");
        return JsonDocument.Parse(line!).RootElement;
    }
}
