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
        using var folder = new TestFolder();
        using Process process = Start(wine.PlayingTo(folder));
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

    /// <summary>Wine has each port of ALSA's sequencer as a device of winmm.</summary>
    [SkippableFact]
    public void AKeyboardPlaysIt()
    {
        const byte Key = 60;
        using var folder = new TestFolder();
        var sequencer = new Sequencer(folder);
        using Process process = Start(wine.PlayingTo(folder, sequencer), "--no-window");
        try
        {
            Eventually.True(() => sequencer.Heard.Contains(Sequencer.Keys), () => "it does not listen");
            for (int turn = 0; turn < 3; turn++)
            {
                sequencer.NoteOn(Sequencer.Keys, Key);
                Eventually.True(() => AlsaFile.Loudest(folder) > 0.01f, () => "a key does not play");
                sequencer.NoteOff(Sequencer.Keys, Key);
                Eventually.True(() => AlsaFile.Loudest(folder) < 0.01f, () => "a note does not end with its key");
            }
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

    private static Process Start(IReadOnlyDictionary<string, string> environment, params string[] options)
    {
        var start = new ProcessStartInfo(Wine.Program, [Wine.App, .. options]);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
