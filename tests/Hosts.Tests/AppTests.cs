using System.Diagnostics;
using System.Runtime.InteropServices;
using LakhNes.Hosts.Tests.Window;

namespace LakhNes.Hosts.Tests;

/// <summary>The program without a host, on an ALSA device that writes a file.</summary>
public class AppTests
{
    private const string WrittenToAFile = """pcm.!default {{ type file slave.pcm "null" file "{0}" format "raw" }}""";

    [SkippableFact]
    public void PlaysASongAsThePluginDoesInAHost()
    {
        string program = Built.App;
        using var folder = new TestFolder();
        HostProgram.Run(program, ["--play", Built.DemoSong, "--seconds", "8", "--no-window"], environment: Home(folder));
        float[] heard = Heard(folder);
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
        var start = new ProcessStartInfo(program, ["--seconds", "100000"]);
        foreach ((string name, string value) in screen.Environment.Concat(Home(folder)))
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        try
        {
            screen.Do("search --sync --name ^LakhNES$ windowfocus --sync");
            screen.Do("keydown q");
            Wait(() => Loudest(folder) > 0.01f, "a key does not play");
            screen.Do("keyup q");
            Wait(() => Loudest(folder) < 0.01f, "a note does not end with its key");

            // and after a click into the window
            screen.Do("mousemove 400 300 click 1 keydown z");
            Wait(() => Loudest(folder) > 0.01f, "a key does not play after a click");
            screen.Do("keyup z");
            Wait(() => Loudest(folder) < 0.01f, "a note does not end with its key after a click");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    [SkippableTheory]
    [InlineData("no-such-device", "--device", "no-such-device", "--no-window")]
    [InlineData("missing.mid", "--play", "missing.mid", "--no-window")]
    public void SaysInALineWhatIsMissing(string named, params string[] arguments)
    {
        string program = Built.App;
        using var folder = new TestFolder();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        foreach ((string name, string value) in Home(folder))
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

    private static Dictionary<string, string> Home(TestFolder folder)
    {
        folder.Write(".asoundrc", string.Format(WrittenToAFile, folder["heard.raw"]));
        return new() { ["HOME"] = folder.Path };
    }

    private static float[] Heard(TestFolder folder) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(folder["heard.raw"])).ToArray();

    // how loud the last second is; a device that is a file takes many in one
    private static float Loudest(TestFolder folder)
    {
        const int Second = 48_000 * 2 * sizeof(float);
        if (!File.Exists(folder["heard.raw"]))
            return 0;
        using FileStream file = new(folder["heard.raw"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        long start = Math.Max(0, file.Length - Second) / sizeof(float) * sizeof(float);
        file.Position = start;
        byte[] last = new byte[Second];
        int count = file.ReadAtLeast(last, Second, throwOnEndOfStream: false) / sizeof(float) * sizeof(float);
        float[] samples = MemoryMarshal.Cast<byte, float>(last.AsSpan(0, count)).ToArray();
        return count == 0 ? 0 : samples.Max() - samples.Min();
    }

    private static void Wait(Func<bool> done, string otherwise) => Eventually.True(done, () => otherwise);
}
