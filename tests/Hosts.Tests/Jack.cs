using System.Diagnostics;

namespace LakhNes.Hosts.Tests;

/// <summary>A JACK server of the test's own without a device; each cycle waits for its clients, so nothing is lost.</summary>
internal sealed class Jack : IDisposable
{
    /// <summary>Samples a second: not what programs use of themselves.</summary>
    public const int Rate = 44_100;

    /// <summary>Samples a cycle.</summary>
    public const int Period = 256;

    private readonly Process _server;

    /// <summary>Starts the server.</summary>
    public Jack()
    {
        string program = Built.System("/usr/bin/jackd"),
            wait = Built.System("/usr/bin/jack_wait"),
            name = $"lakhnes-{Guid.NewGuid():N}"[..24];
        Environment = new Dictionary<string, string> { ["JACK_DEFAULT_SERVER"] = name, ["JACK_NO_AUDIO_RESERVATION"] = "1" };
        string[] device = ["-d", "dummy", "-r", $"{Rate}", "-p", $"{Period}"];
        _server = Start(program, ["--no-realtime", "--sync", "--timeout", "10000", "--name", name, .. device]);
        // it waits where nobody reads what it prints
        _server.BeginOutputReadLine();
        HostProgram.Run(wait, ["--server", name, "--wait", "--timeout", "60"], environment: Environment);
    }

    /// <summary>With what programs find it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Starts a program that knows the server.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables beside those.</param>
    public Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environment.Concat(environment ?? new Dictionary<string, string>()))
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Records what <c>lakhnes-app</c> plays to a client of the server.</summary>
    /// <param name="frames">How much, from its connection on.</param>
    /// <param name="midi">What the recorder plays to it, as its --midi options have it.</param>
    /// <param name="options">The program's own.</param>
    public Wav Record(int frames, string[] midi, params string[] options)
    {
        using var folder = new TestFolder();
        string[] notes = [.. midi.SelectMany(note => (string[])["--midi", note])];
        using Process recorder = Start(
            Built.Host("jack-recorder"),
            ["LakhNES", "--frames", $"{frames}", "--wav", folder["heard.wav"], .. notes]
        );
        Assert.Equal("ready", recorder.StandardOutput.ReadLine());
        using Process app = Start(Built.App, ["--audio", "jack", "--device", "recorder", "--no-window", .. options]);
        try
        {
            Assert.True(recorder.WaitForExit(TimeSpan.FromMinutes(3)), "the recorder does not end");
            Assert.Equal(0, recorder.ExitCode);
        }
        finally
        {
            app.Kill();
            app.WaitForExit();
        }

        return Wav.Read(folder["heard.wav"]);
    }

    /// <summary>Ends the server, clients or not, as its user would: killed, it leaves one of eight places taken.</summary>
    public void End()
    {
        HostProgram.Run(Built.System("/bin/kill", "/usr/bin/kill"), ["-TERM", $"{_server.Id}"]);
        if (!_server.WaitForExit(TimeSpan.FromSeconds(60)))
            _server.Kill();
        _server.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_server.HasExited)
            End();
        _server.Dispose();
    }
}
