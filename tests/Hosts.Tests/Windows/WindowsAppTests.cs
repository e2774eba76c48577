using System.Diagnostics;

namespace LakhNes.Hosts.Tests.Windows;

/// <summary>The program without a host for Windows: WASAPI as Wine has it, over an ALSA device that writes a file.</summary>
[Collection(WineCollection.Name)]
[Trait("Category", "Windows")]
public class WindowsAppTests(Wine wine)
{
    [SkippableFact]
    public void PlaysTheSameSamplesAsOnLinux()
    {
        string program = Wine.App;
        using var folder = new TestFolder();
        string[] options = ["--play", Wine.PathOf(Built.DemoSong), "--seconds", "4", "--no-window"];
        HostProgram.Run(Wine.Program, [program, .. options], environment: wine.PlayingTo(folder), ends: Wine.Ends);
        float[] expected = Rendering.OfMidi("clap-host", Built.DemoSong, "--seconds", "4").Audio.Samples;
        Assert.Contains(expected, sample => sample > 0.01f);
        Assert.Equal(expected, AlsaFile.Heard(folder)[..expected.Length]);
    }

    [SkippableFact]
    public void TheKeysOfTheComputerPlayIt()
    {
        string program = Wine.App;
        using var folder = new TestFolder();
        var start = new ProcessStartInfo(Wine.Program, [program]);
        foreach ((string name, string value) in wine.PlayingTo(folder))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            wine.Screen.Do("search --sync --onlyvisible --name ^LakhNES$ windowfocus --sync");
            wine.Screen.Do("keydown q");
            Eventually.True(() => AlsaFile.Loudest(folder) > 0.01f, () => "a key does not play");
            wine.Screen.Do("keyup q");
            Eventually.True(() => AlsaFile.Loudest(folder) < 0.01f, () => "a note does not end with its key");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    [SkippableFact]
    public void SaysInALineWhatIsMissing()
    {
        string program = Wine.App;
        string said = wine.Fail("mmdevapi=d", program, "--no-window");
        Assert.Single(
            said.Split('\n'),
            line => line.StartsWith("lakhnes-app: ", StringComparison.Ordinal) && line.Contains("audio is not here")
        );
    }
}
