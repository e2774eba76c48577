using System.Diagnostics;
using LakhNes.Drawing;
using LakhNes.Hosts.Tests.Window;

namespace LakhNes.Hosts.Tests;

/// <summary>The program without a host, on an ALSA device that writes a file.</summary>
public class AppTests
{
    [SkippableFact]
    public void PlaysASongAsThePluginDoesInAHost()
    {
        string program = Built.App;
        using var folder = new TestFolder();
        HostProgram.Run(
            program,
            ["--audio", "alsa", "--play", Built.DemoSong, "--seconds", "8", "--no-window"],
            environment: AlsaFile.Home(folder)
        );
        float[] heard = AlsaFile.Heard(folder);
        float[] expected = Rendering.OfMidi("clap-host", Built.DemoSong, "--seconds", "8").Audio.Samples;
        Assert.Contains(expected, sample => sample > 0.01f);
        Assert.InRange(heard.Length, expected.Length, expected.Length + 512); // whole blocks
        Assert.Equal(expected, heard[..expected.Length]);
    }

    [SkippableFact]
    public void TheKeysOfTheComputerPlayIt()
    {
        string program = Built.App;
        using var folder = new TestFolder();
        using var screen = new Screen();
        var start = new ProcessStartInfo(program, ["--audio", "alsa", "--seconds", "100000"]);
        foreach ((string name, string value) in screen.Environment.Concat(AlsaFile.Home(folder)))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            screen.Do("search --sync --name ^LakhNES$ windowfocus --sync");
            screen.Do("keydown q");
            Wait(() => AlsaFile.Loudest(folder) > 0.01f, "a key does not play");
            screen.UpdatePicture("app.png", new Area(0, 0, EditorSession.Width, EditorSession.Height));
            screen.Do("keyup q");
            Wait(() => AlsaFile.Loudest(folder) < 0.01f, "a note does not end with its key");

            // and after a click into the window
            screen.Do("mousemove 400 300 click 1 keydown z");
            Wait(() => AlsaFile.Loudest(folder) > 0.01f, "a key does not play after a click");
            screen.Do("keyup z");
            Wait(() => AlsaFile.Loudest(folder) < 0.01f, "a note does not end with its key after a click");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    [SkippableTheory]
    [InlineData("no-such-device", "--audio", "alsa", "--device", "no-such-device", "--no-window")]
    [InlineData("missing.mid", "--play", "missing.mid", "--no-window")]
    public void SaysInALineWhatIsMissing(string named, params string[] arguments)
    {
        string program = Built.App;
        using var folder = new TestFolder();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach ((string name, string value) in AlsaFile.Home(folder))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Single(
            said.Split('\n'),
            line => line.StartsWith("lakhnes-app: ", StringComparison.Ordinal) && line.Contains(named)
        );
    }

    private static void Wait(Func<bool> done, string otherwise) => Eventually.True(done, () => otherwise);
}
