using System.Diagnostics;
using System.Text.Json;
using LakhNes.Hosts.Tests.Window;

namespace LakhNes.Hosts.Tests.Windows;

/// <summary>
/// Windows' programs on Linux: Wine with a folder of its own for what Windows keeps, on a display of its own. Made by the first
/// test that is not skipped; gone with the last.
/// </summary>
public sealed class Wine : IDisposable
{
    // a prefix takes ten seconds on an idle machine, and minutes on a busy one
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Lazy<(TestFolder Folder, Screen Screen)> _started;
    private Dictionary<string, string>? _environment;

    public Wine() => _started = new Lazy<(TestFolder, Screen)>(Start);

    /// <summary>The display.</summary>
    internal Screen Screen => _started.Value.Screen;

    /// <summary>The VST3 bundle for Windows.</summary>
    public static string Vst3 => Artifact("LakhNES.vst3");

    /// <summary>The CLAP for Windows.</summary>
    public static string Clap => Artifact("LakhNES.clap");

    /// <summary>The command for Windows.</summary>
    public static string Command => Artifact("lakhnes.exe");

    /// <summary>The program without a host for Windows.</summary>
    public static string App => Artifact("lakhnes-app.exe");

    /// <summary>One of the hosts of tests/hosts as a Windows program.</summary>
    public static string Host(string name) => Artifact(Path.Combine("hosts", "bin", name + ".exe"));

    /// <summary>The plugin that a host loads.</summary>
    public static string PluginOf(string host) => host == "clap-host" ? Clap : Vst3;

    /// <summary>How a Windows program calls a file.</summary>
    public static string PathOf(string path) => "Z:" + path.Replace('/', '\\');

    /// <summary>What a program must know to run here.</summary>
    internal IReadOnlyDictionary<string, string> Environment
    {
        get
        {
            _ = _started.Value;
            return _environment!;
        }
    }

    /// <summary>
    /// Exit codes of a program that has done everything: its own, or that of SIGKILL, with which Wine ends what is not gone a
    /// second after it said that it ends, as on a busy machine.
    /// </summary>
    public static IReadOnlyCollection<int> Ends { get; } = [0, 128 + 9];

    /// <summary>Runs a Windows program, which must succeed, and returns what it printed.</summary>
    internal string Run(string program, params string[] arguments) =>
        HostProgram.Run(Program, [program, .. arguments], environment: Environment, ends: Ends);

    /// <summary>Variables with which Windows' audio plays into a file.</summary>
    /// <param name="folder">Takes the file.</param>
    /// <param name="sequencer">What Windows' MIDI devices are ports of; null: there are none.</param>
    internal IReadOnlyDictionary<string, string> PlayingTo(TestFolder folder, Sequencer? sequencer = null)
    {
        const string Preloaded = "LD_PRELOAD";
        var variables = new Dictionary<string, string>(Environment);
        foreach ((string name, string value) in AlsaFile.Home(folder))
            variables[name] = value;
        foreach ((string name, string value) in sequencer?.Environment ?? new Dictionary<string, string>())
            variables[name] = name == Preloaded ? $"{variables[name]}:{value}" : value;
        return variables;
    }

    /// <summary>Runs a Windows program that must fail, and returns what it said.</summary>
    /// <param name="without">A library of Windows that is not to be there, as Wine wants it.</param>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    internal string Fail(string without, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, [program, .. arguments]) { RedirectStandardError = true };
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        start.Environment["WINEDLLOVERRIDES"] += ";" + without;
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        return said;
    }

    /// <summary>Runs a host that prints one JSON object, and returns it.</summary>
    internal JsonElement Json(string host, string command, params string[] options) =>
        JsonDocument.Parse(Run(Host(host), [command, PathOf(PluginOf(host)), .. options])).RootElement;

    /// <summary>Plays a script in a host; see <see cref="Rendering.Of"/>.</summary>
    internal Rendering Render(string host, string script, params string[] options)
    {
        using var folder = new TestFolder();
        JsonElement report = Json(
            host,
            "render",
            ["--script", PathOf(folder.Write("script.txt", script)), "--wav", PathOf(folder["out.wav"]), .. options]
        );
        return new Rendering(report, Wav.Read(folder["out.wav"]));
    }

    /// <summary>Wine itself.</summary>
    internal static string Program => Need("/usr/bin/wine");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_started.IsValueCreated)
            return;
        // it fails where the last program has already ended it
        HostProgram.Run("/bin/sh", ["-c", "wineserver -k; wineserver -w"], environment: _environment!);
        _started.Value.Screen.Dispose();
        _started.Value.Folder.Dispose();
    }

    private (TestFolder, Screen) Start()
    {
        // a Wine with nothing to run is not worth its wait
        _ = Clap;
        string boot = Need("/usr/bin/wineboot");
        var folder = new TestFolder();
        var screen = new Screen();
        _environment = new Dictionary<string, string>(screen.Environment)
        {
            ["WINEPREFIX"] = folder["prefix"],
            ["WINEDEBUG"] = "-all",
            // no menus for the desktop of whoever runs the tests, no offers to install .NET or a browser; what crashes ends
            ["WINEDLLOVERRIDES"] = "winemenubuilder.exe=d;mscoree=d;mshtml=d;winedbg.exe=d",
            ["LD_PRELOAD"] = Built.Host("wine-amx.so"),
        };
        try
        {
            HostProgram.Run(boot, ["--init"], environment: _environment, patience: Patience);
            Eventually.True(() => File.Exists(folder["prefix/system.reg"]), () => "Wine does not set itself up", Patience);
        }
        catch (Xunit.Sdk.XunitException)
        {
            screen.Dispose();
            throw;
        }

        return (folder, screen);
    }

    private static string Artifact(string name) => Need(Path.Combine(Built.Root, "artifacts", "windows", name));

    // not with the hosts that CI requires: a machine without Wine is as good
    private static string Need(string path)
    {
        bool exists = Path.Exists(path);
        if (System.Environment.GetEnvironmentVariable("LAKHNES_REQUIRE_WINE") is "1" or "true")
            Assert.True(exists, $"{path} is missing, and LAKHNES_REQUIRE_WINE is set");
        Skip.IfNot(exists, $"{path} is missing: ./build.sh windows makes it, or installs Wine");
        return path;
    }
}
