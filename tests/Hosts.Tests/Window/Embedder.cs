using System.Diagnostics;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Another program's window, made with GTK, with a text entry and an XEmbed socket.</summary>
internal sealed class Embedder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _program;

    /// <summary>Shows it.</summary>
    public Embedder(Screen screen)
    {
        var start = new ProcessStartInfo(Built.Host("embedder"), [$"{EditorSession.Width}", $"{EditorSession.Height}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach ((string name, string value) in screen.Environment) start.Environment[name] = value;
        start.Environment["GDK_BACKEND"] = "x11";
        _program = Process.Start(start)!;
        Socket = (long)Line().Number("window");
    }

    /// <summary>The X11 window of the socket.</summary>
    public long Socket { get; }

    /// <summary>Puts the keyboard on the <c>entry</c> or the <c>socket</c>, or asks for the <c>text</c>.</summary>
    public JsonElement Do(string command)
    {
        _program.StandardInput.WriteLine(command);
        return Line();
    }

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
        Assert.True(line is not null, "the embedder ended");
        return JsonDocument.Parse(line!).RootElement;
    }
}
