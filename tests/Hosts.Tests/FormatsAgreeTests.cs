using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>VST3 and CLAP are one instrument: a project can move from one to the other.</summary>
public class FormatsAgreeTests
{
    private static readonly string[] Settings =
    [
        "--set",
        "Voice Mode=Channels",
        "--set",
        "Region=PAL",
        "--set",
        "Pulse 1 Duty=25 %",
        "--set",
        "Output Gain=-3 dB",
    ];

    [SkippableTheory]
    [InlineData("notes")]
    [InlineData("expressions")]
    public void BothFormatsPlayTheSameSamples(string script)
    {
        string text = Scripts.Named(script);

        Wav.AssertSame(Rendering.Of("clap-host", text).Audio, Rendering.Of("vst3-host", text).Audio, script);
    }

    [SkippableFact]
    public void VelocitiesAreAsExactInBothFormats()
    {
        string text = string.Concat(
            Enumerable.Range(1, 40).Select(i => FormattableString.Invariant($"{i * 4800} note-on 0 {40 + i} {i / 41.0:R}\n"))
        );

        Wav.AssertSame(Rendering.Of("clap-host", text).Audio, Rendering.Of("vst3-host", text).Audio, "velocities");
    }

    [SkippableFact]
    public void MessagesThatTuneKeysAreHeardInBothFormats()
    {
        const string note = "0 set Voice Mode=Channels\n100 note-on 0 69 1\n";
        string tuned = note + "20011 tune-key 69 70.25\n20011 tune-key 64 63.5\n40007 note-on 0 64 1\n";
        Wav clap = Rendering.Of("clap-host", tuned).Audio;
        Wav.AssertSame(clap, Rendering.Of("vst3-host", tuned).Audio, "messages that tune keys");
        foreach (string host in (string[])["clap-host", "vst3-host"])
            Wav.AssertSame(clap, Rendering.Of(host, tuned, "--block", "7,1,513,64").Audio, $"the same in other blocks of {host}");
        Assert.NotEqual(Rendering.Of("clap-host", note).Audio.Samples, clap.Samples);
    }

    [SkippableTheory]
    [InlineData("vst3-host", "clap-host")]
    [InlineData("clap-host", "vst3-host")]
    public void AStateMovesToTheOtherFormat(string from, string to)
    {
        using var folder = new TestFolder();
        Wav original = Rendering.Of(from, Scripts.Notes(), [.. Settings, "--save-state", folder["state"]]).Audio;
        Wav moved = Rendering.Of(to, Scripts.Notes(), "--load-state", folder["state"], "--save-state", folder["again"]).Audio;
        Wav fresh = Rendering.Of(to, Scripts.Notes()).Audio;

        Assert.NotEqual(fresh.Samples, moved.Samples);
        Wav.AssertSame(original, moved, $"state of {from} in {to}");
        Assert.Equal(File.ReadAllBytes(folder["state"]), File.ReadAllBytes(folder["again"]));
    }

    [SkippableFact]
    public void ParametersHaveTheSameIdsAndNames()
    {
        Dictionary<double, string> clap = Names(HostProgram.Json("clap-host", "info", Built.Clap));
        Dictionary<double, string> vst3 = Names(HostProgram.Json("vst3-host", "info", Built.Vst3));

        // VST3 has more: the program and one a MIDI controller
        Assert.All(clap, parameter => Assert.Equal(parameter.Value, vst3.GetValueOrDefault(parameter.Key)));
    }

    private static Dictionary<double, string> Names(JsonElement info) =>
        info.List("parameters").ToDictionary(parameter => parameter.Number("id"), parameter => parameter.Text("name"));
}
