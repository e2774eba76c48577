using System.Diagnostics;

namespace LakhNes.Hosts.Tests;

/// <summary>A server of JACK's clients of the test's own, without a device.</summary>
internal abstract class JackServer : IDisposable
{
    /// <summary>Samples a second: not what programs use of themselves.</summary>
    public const int Rate = 44_100;

    private readonly Process _server;

    /// <summary>Starts the server.</summary>
    /// <param name="environment">With what it runs, and programs find it.</param>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    protected JackServer(IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        string recorder = Built.Host("jack-recorder");
        Environment = environment;
        _server = Start(program, arguments);
        // it waits where nobody reads what it prints
        _server.BeginOutputReadLine();
        try
        {
            HostProgram.Run(recorder, [], environment: Environment);
        }
        catch
        {
            End();
            throw;
        }
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
        using Process app = StartHeard(frames, ["--wav", folder["heard.wav"], .. notes], options);
        Terminate(app);
        Assert.Equal(0, app.ExitCode);
        return Wav.Read(folder["heard.wav"]);
    }

    /// <summary>Starts <c>lakhnes-app</c>, and returns when so much of it was heard by a client of the server.</summary>
    /// <param name="frames">How much, from its connection on.</param>
    /// <param name="recording">Options of the client.</param>
    /// <param name="options">The program's own.</param>
    public Process StartHeard(int frames, string[] recording, params string[] options)
    {
        using Process recorder = Start(Built.Host("jack-recorder"), ["LakhNES", "--frames", $"{frames}", .. recording]);
        Assert.Equal("ready", recorder.StandardOutput.ReadLine());
        Process app = Start(Built.App, ["--audio", "jack", "--device", "recorder", "--no-window", .. options]);
        // it has less patience of its own
        bool ended = recorder.WaitForExit(TimeSpan.FromMinutes(3));
        if (ended && recorder.ExitCode == 0)
            return app;
        app.Kill();
        Assert.Fail(ended ? $"the recorder ended with {recorder.ExitCode}" : "the recorder does not end");
        return app;
    }

    /// <summary>Ends the server, clients or not, as its user would: killed, it leaves one of eight places taken.</summary>
    public void End()
    {
        if (!_server.HasExited)
            Terminate(_server);
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        End();
        _server.Dispose();
    }

    private static void Terminate(Process process)
    {
        HostProgram.Run(Built.System("/bin/kill", "/usr/bin/kill"), ["-TERM", $"{process.Id}"]);
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
            process.Kill();
        process.WaitForExit();
    }
}
