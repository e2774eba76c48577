using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>The built VST3 in a host on the public interfaces, which passes every event and point at its own sample.</summary>
public class Vst3HostTests
{
    private const string Host = "vst3-host";

    public static TheoryData<string> EachScript => ["notes", "everything", "expressions"];

    [SkippableFact]
    public void TellsWhatItIs()
    {
        JsonElement info = HostProgram.Json(Host, "info", Built.Vst3);

        Assert.Equal("LakhNES", info.Text("name"));
        Assert.StartsWith("Instrument", info.Text("subCategories"));
        Assert.Equal(0, info.Number("inputs"));
        Assert.Equal((1, 1), (info.Number("eventInputs"), info.Number("eventOutputs")));
        JsonElement[] outputs = info.List("outputs");
        Assert.Equal((2, true, true), (outputs[0].Number("channels"), outputs[0].Flag("main"), outputs[0].Flag("defaultActive")));
        Assert.Equal(["Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"], outputs[1..].Select(output => output.Text("name")));
        Assert.All(outputs[1..], output => Assert.Equal((1, false), (output.Number("channels"), output.Flag("defaultActive"))));
        Assert.True(info.Flag("hasMidiMapping"));
        Assert.True(info.Flag("hasContextRequirements"));
        Assert.InRange(info.List("noteExpressions").Length, 3, 10);
        Assert.InRange(info.List("programs").Length, 24, 128);
        Assert.Single(info.List("parameters"), parameter => parameter.Flag("bypass"));
    }

    [SkippableFact]
    public void PlaysTheDemoSong()
    {
        Rendering demo = Rendering.OfMidi(Host, Built.DemoSong, "--set", "Voice Mode=Channels", "--seconds", "30");

        demo.Report.AssertSounds();
        Assert.Equal(0, demo.Report.Number("silentFlagsWrong"));
    }

    [SkippableTheory]
    [MemberData(nameof(EachScript))]
    public void BlockSizesChangeNotOneBit(string script)
    {
        string text = Scripts.Named(script);
        Rendering expected = Rendering.Of(Host, text, "--block", Scripts.Blocks[0]);

        expected.Report.AssertSounds();
        foreach (string block in Scripts.Blocks[1..])
            Wav.AssertSame(expected.Audio, Rendering.Of(Host, text, "--block", block).Audio, $"blocks of {block}");
    }

    [SkippableFact]
    public void EveryControllerBendAndExpressionIsHeard()
    {
        float[] notes = Rendering.Of(Host, Scripts.Notes()).Audio.Samples;
        foreach (
            string line in new[]
            {
                "bend 0 16383",
                "controller 0 7 20",
                "controller 0 10 0",
                "controller 0 120 0",
                "pressure 0 127",
                "controller 0 1 127",
            }
        )
            Assert.False(notes.AsSpan().SequenceEqual(Rendering.Of(Host, $"{Scripts.Notes()}3000 {line}\n").Audio.Samples), line);

        const string held = "0 set Voice Mode=Poly\n10 note-on 0 60 0.8 1\n";
        float[] one = Rendering.Of(Host, held).Audio.Samples;
        foreach (string line in new[] { "tuning 0 60 1 0.5", "volume 0 60 1 0.1", "vibrato 0 60 1 1" })
            Assert.False(one.AsSpan().SequenceEqual(Rendering.Of(Host, $"{held}3000 {line}\n").Audio.Samples), line);
    }

    [SkippableTheory]
    [InlineData(4_801)]
    [InlineData(5_000)]
    [InlineData(5_119)]
    public void AutomationFallsOnItsSample(int sample)
    {
        const string note = "10 note-on 0 60 1\n";
        float[] plain = Rendering.Of(Host, note).Audio.Samples;
        float[] automated = Rendering.Of(Host, $"{note}{sample} set Output Gain=-20\n").Audio.Samples;

        Assert.InRange(plain.AsSpan().CommonPrefixLength(automated) / 2, sample, sample + 1);
    }

    [SkippableFact]
    public void ParametersReadBackInTextAndValue()
    {
        JsonElement report = HostProgram.Json(Host, "parameters", Built.Vst3);

        Assert.InRange(report.Number("count"), 50, 5_000);
        foreach (string list in new[] { "badDefault", "badText", "badPlain", "notTaken", "tookNonsense" })
            Assert.True(report.Texts(list).Length == 0, $"{list}: {string.Join(", ", report.Texts(list))}");
    }

    [SkippableFact]
    public void StateComesBackAndDamagedStateIsRefused()
    {
        JsonElement report = HostProgram.Json(Host, "state", Built.Vst3);

        Assert.True(report.Flag("flushed"));
        Assert.True(report.Flag("restored"));
        Assert.Empty(report.Texts("differing"));
        Assert.InRange(report.Number("tried"), 100, double.MaxValue);
        Assert.Equal((0, 0), (report.Number("accepted"), report.Number("changed")));
    }

    [SkippableFact]
    public void ProgramsAreHeard()
    {
        using var folder = new TestFolder();
        string chord = folder.Write(
            "chord.txt",
            "10 note-on 0 60 0.9\n20 note-on 0 64 0.9\n30 note-on 0 67 0.9\n40 note-on 9 38 0.9\n"
        );
        JsonElement[] programs = HostProgram
            .Json(Host, "programs", Built.Vst3, "--script", chord, "--seconds", "1")
            .List("programs");

        Assert.InRange(programs.Length, 24, 128);
        Assert.All(programs, program => program.AssertSounds());
        Assert.InRange(
            programs.Select(program => program.Number("rms")).Distinct().Count(),
            programs.Length * 3 / 4,
            programs.Length
        );
    }

    [SkippableFact]
    public void SurvivesMisuse()
    {
        JsonElement report = HostProgram.Json(Host, "misuse", Built.Vst3);

        Assert.All(report.EnumerateObject(), fact => Assert.True(fact.Value.GetBoolean(), fact.Name));
    }
}
