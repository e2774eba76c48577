using System.Diagnostics;

namespace LakhNes.Hosts.Tests;

/// <summary>The program without a host as a client of a JACK server, or of PipeWire, which is one too.</summary>
public class JackTests
{
    [SkippableFact]
    public void PlaysASongAtTheServersRateAsThePluginDoesInAHost()
    {
        const int Seconds = 4,
            Early = Jack.Rate; // what a recorder may miss while it is being connected
        using var jack = new Jack();
        Wav heard = jack.Record(Seconds * Jack.Rate, [], "--play", Built.DemoSong);
        string[] options = ["--rate", $"{Jack.Rate}", "--seconds", $"{Seconds + 1}"];
        float[] expected = Rendering.OfMidi("clap-host", Built.DemoSong, options).Audio.Samples;
        int start = expected.AsSpan().IndexOf(heard.Samples.AsSpan(2 * Early, Jack.Rate)) - (2 * Early);
        Assert.True(start > -(2 * Early), "what was heard is not of the song");
        // from the recorder's first sample of sound on
        int first = Math.Max(0, -start);
        Assert.Equal(-1, heard.Samples.AsSpan(0, first).IndexOfAnyExcept(0f));
        Assert.Equal(expected.AsSpan(start + first, heard.Samples.Length - first), heard.Samples.AsSpan(first));
        Assert.InRange(Math.Max(start, 0), 0, 2 * 4 * Jack.Period);
    }

    /// <summary>
    /// PipeWire waits for nobody longer than a cycle: a busy machine may lose some, and plays the song between them.
    /// </summary>
    [SkippableFact]
    public void PlaysASongThroughPipeWire()
    {
        const int Seconds = 8,
            Stretch = 3 * PipeWire.Period * 2;
        using var pipeWire = new PipeWire();
        float[] heard = pipeWire.Record(Seconds * PipeWire.Rate, [], "--play", Built.DemoSong).Samples;
        string[] options = ["--rate", $"{PipeWire.Rate}", "--seconds", $"{2 * Seconds}"];
        float[] expected = Rendering.OfMidi("clap-host", Built.DemoSong, options).Audio.Samples;
        Assert.Contains(
            Enumerable.Range(0, heard.Length / Stretch).Select(i => heard.AsMemory(i * Stretch, Stretch)),
            stretch => stretch.Span.ContainsAnyExcept(0f) && expected.AsSpan().IndexOf(stretch.Span) >= 0
        );
    }

    /// <summary>Two notes in the middle of cycles are as far apart as they were sent.</summary>
    [SkippableFact]
    public void NotesThatComeByJackBeginAtTheirSamples()
    {
        // near the beginning of a cycle, and near the end
        const int First = (150 * Jack.Period) + 10,
            Second = (350 * Jack.Period) + 240;
        using var jack = new Jack();
        string[] notes =
        [
            $"{First}:144,96,100",
            $"{First + (Jack.Rate / 2)}:128,96,0",
            $"{Second}:144,96,100",
            $"{Second + (Jack.Rate / 2)}:128,96,0",
        ];
        float[] heard = jack.Record(3 * Jack.Rate, notes).Channel(0);
        int[] onsets = [Onset(heard, First - (Jack.Rate / 8)), Onset(heard, Second - (Jack.Rate / 8))];
        // the second may begin elsewhere in the wave's period, which is 21 samples
        Assert.InRange(onsets[1] - onsets[0] - (Second - First), -22, 22);
    }

    [SkippableTheory]
    [InlineData(nameof(Jack))]
    [InlineData(nameof(PipeWire))]
    public void SaysThatTheServerHasEnded(string server)
    {
        using JackServer jack = server == nameof(Jack) ? new Jack() : new PipeWire();
        using Process app = jack.StartHeard(1, [], "--seconds", "1000");
        jack.End();
        Assert.True(app.WaitForExit(TimeSpan.FromSeconds(60)), "it goes on without the server");
        Assert.Equal(1, app.ExitCode);
    }

    [SkippableTheory]
    [InlineData("no JACK server runs", "--audio", "jack")]
    [InlineData("no-such-client", "--audio", "jack", "--device", "no-such-client")]
    [InlineData("44100", "--audio", "jack", "--rate", "48000")]
    public void SaysInALineWhatIsWrong(string said, params string[] options)
    {
        string program = Built.App;
        using Jack? jack = said.StartsWith("no JACK", StringComparison.Ordinal) ? null : new Jack();
        var start = new ProcessStartInfo(program, [.. options, "--no-window", "--seconds", "1"]) { RedirectStandardError = true };
        start.Environment["JACK_DEFAULT_SERVER"] = "none";
        foreach ((string name, string value) in jack?.Environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Single(
            error.Split('\n'),
            line => line.StartsWith("lakhnes-app: ", StringComparison.Ordinal) && line.Contains(said)
        );
    }

    private static int Onset(float[] samples, int from)
    {
        float rest = samples[from];
        return from + samples.AsSpan(from).IndexOfAnyExceptInRange(rest - 1e-3f, rest + 1e-3f);
    }
}
