using System.Diagnostics;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Window;

/// <summary>Another program's window, made with GTK: it tells what happens in lines of JSON.</summary>
internal abstract class ScreenProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _program;

    /// <summary>Shows it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="name">A program of tests/hosts.</param>
    /// <param name="arguments">Its arguments.</param>
    protected ScreenProgram(Screen screen, string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Built.Host(name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach ((string variable, string value) in screen.Environment)
            start.Environment[variable] = value;
        start.Environment["GDK_BACKEND"] = "x11";
        _program = Process.Start(start)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_program.HasExited)
            _program.Kill();
        _program.WaitForExit();
        _program.Dispose();
    }

    /// <summary>Tells it something.</summary>
    protected void Write(string line) => _program.StandardInput.WriteLine(line);

    /// <summary>Waits for its next line.</summary>
    protected JsonElement Line()
    {
        using var watchdog = new Timer(_ => _program.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        string? line = _program.StandardOutput.ReadLine();
        Assert.True(line is not null, $"{Path.GetFileName(_program.StartInfo.FileName)} ended, or told nothing for {Patience}");
        return JsonDocument.Parse(line!).RootElement;
    }
}
