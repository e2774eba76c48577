using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>The built CLAP in the project's own host in C, which shares no declaration with the plugin.</summary>
public class ClapHostTests
{
    private const string Host = "clap-host";

    public static TheoryData<string> EachScript => ["notes", "everything", "expressions"];

    [SkippableFact]
    public void TellsWhatItIs()
    {
        JsonElement info = HostProgram.Json(Host, "info", Built.Clap);

        Assert.Equal(1, info.Number("plugins"));
        Assert.Equal("LakhNES", info.Text("name"));
        Assert.Contains("instrument", info.Texts("features"));
        Assert.Equal(3, (int)info.List("noteInputs")[0].Number("dialects") & 3); // CLAP and MIDI
        Assert.True(info.Flag("hasVoiceInfo"));
        Assert.InRange(info.Number("voices"), 4, 5);
        Assert.True(info.Flag("hasRender"));
        Assert.True(info.Flag("hasPresetLoad"));
        Assert.NotEmpty(info.List("remoteControls"));
        Assert.NotEmpty(info.List("noteNames"));
        Assert.InRange(info.Number("latency"), 0, 1_000);
        Assert.Equal(0, info.Number("complaints"));
        Assert.Single(info.List("parameters"), parameter => parameter.Flag("bypass"));
    }

    [SkippableFact]
    public void ShowsTheParametersThatScriptsRelyOn()
    {
        JsonElement[] parameters = HostProgram.Json(Host, "info", Built.Clap).List("parameters");

        string[] names = [.. parameters.Select(parameter => parameter.Text("name"))];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names.Length, parameters.Select(parameter => parameter.Number("id")).Distinct().Count());
        Assert.Superset(new HashSet<string> { "Voice Mode", "Region", "Mixer", "MIDI Dialect" }, names.ToHashSet());
        Assert.All(parameters, parameter => Assert.Equal(parameter.Number("default"), parameter.Number("value")));
    }

    [SkippableFact]
    public void OffersOneOutputAVoiceBesideTheMainOne()
    {
        JsonElement[] configurations = HostProgram.Json(Host, "info", Built.Clap).List("portConfigurations");

        Assert.All(
            configurations,
            configuration =>
            {
                JsonElement[] outputs = configuration.List("outputs");
                Assert.Equal(outputs.Length, configuration.Number("statedOutputs"));
                Assert.Equal(
                    (2, "stereo", true),
                    (outputs[0].Number("channels"), outputs[0].Text("type"), outputs[0].Flag("main"))
                );
                Assert.All(outputs[1..], output => Assert.Equal((1, "mono"), (output.Number("channels"), output.Text("type"))));
            }
        );
        Assert.Single(configurations[0].List("outputs"));
        Assert.Equal(
            ["Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"],
            configurations[^1].List("outputs")[1..].Select(output => output.Text("name"))
        );
    }

    [SkippableFact]
    public void PlaysTheDemoSong()
    {
        Rendering demo = Rendering.OfMidi(Host, Built.DemoSong, "--set", "Voice Mode=Channels", "--seconds", "30");

        demo.Report.AssertSounds();
        Assert.Equal(0, demo.Report.Number("silentFlagsWrong"));
        Assert.Equal(0, demo.Report.Number("eventsOutOfOrder"));
        Assert.Equal(0, demo.Report.Number("complaints"));
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
        foreach (string line in new[] { "tuning 0 60 1 0.5", "volume 0 60 1 0.3", "vibrato 0 60 1 1", "choke 0 60 1" })
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
    public void JumpsOfTheTransportLeaveNotesAlone()
    {
        string jumpy = Scripts.Notes() + "5000 stop\n9000 locate 16\n12000 play\n20001 locate 0\n40000 locate 3.7\n";

        Wav.AssertSame(Rendering.Of(Host, Scripts.Notes()).Audio, Rendering.Of(Host, jumpy).Audio, "transport jumps");
    }

    [SkippableTheory]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void SoundsTheSameAtEveryRate(int rate)
    {
        JsonElement expected = Rendering.OfMidi(Host, Built.DemoSong, "--set", "Voice Mode=Channels", "--seconds", "8").Report;
        JsonElement actual = Rendering
            .OfMidi(Host, Built.DemoSong, "--set", "Voice Mode=Channels", "--seconds", "8", "--rate", $"{rate}")
            .Report;

        actual.AssertSounds();
        Assert.InRange(20 * Math.Log10(actual.Number("rms") / expected.Number("rms")), -1, 1);
    }

    [SkippableFact]
    public void DoublePrecisionIsTheSameMusic()
    {
        float[] single = Rendering.Of(Host, Scripts.Everything()).Audio.Samples;
        float[] twice = Rendering.Of(Host, Scripts.Everything(), "--double", "1").Audio.Samples;

        Assert.Equal(single.Length, twice.Length);
        Assert.All(single.Zip(twice), pair => Assert.InRange(pair.First - pair.Second, -1e-6f, 1e-6f));
    }

    [SkippableFact]
    public void EachVoiceHasItsOwnOutput()
    {
        // one note a second, on P1, P2, TR and NO
        const string script =
            "0 set Voice Mode=Channels\n"
            + "1000 note-on 0 60 1\n20000 note-off 0 60 0\n49000 note-on 1 64 1\n68000 note-off 1 64 0\n"
            + "97000 note-on 2 48 1\n116000 note-off 2 48 0\n145000 note-on 3 40 1\n164000 note-off 3 40 0\n";
        Rendering voices = Rendering.Of(Host, script, "--voices", "1");

        voices.Report.AssertSounds();
        Assert.Equal(7, voices.Audio.Channels);
        Assert.Equal(0, voices.Report.Number("silentFlagsWrong"));
        for (int voice = 0; voice < 4; voice++)
        {
            float[] output = voices.Audio.Channel(2 + voice);
            for (int second = 0; second < 4; second++)
            {
                // the filters of the console ring out in the second after a note
                float loudest = output[((second * 48_000) + 2_000)..((second + 1) * 48_000)].Max(Math.Abs);
                if (second == voice)
                    Assert.True(loudest > 0.02, $"voice {voice} is silent");
                else if (second < voice)
                    Assert.True(loudest < 1e-4, $"voice {voice} sounds in second {second}");
            }
        }

        Wav main = Rendering.Of(Host, script).Audio;
        Assert.Equal(main.Channel(0), voices.Audio.Channel(0)); // and the main output does not mind
    }

    [SkippableFact]
    public void ParametersReadBackInTextAndValue()
    {
        JsonElement report = HostProgram.Json(Host, "parameters", Built.Clap, "--seconds", "4", "--block", "256");

        Assert.InRange(report.Number("count"), 50, 1_000);
        Assert.True(report.Flag("refusesUnknown"));
        foreach (string list in new[] { "badDefault", "badText", "notTaken", "outOfRange", "tookNonsense" })
            Assert.True(report.Texts(list).Length == 0, $"{list}: {string.Join(", ", report.Texts(list))}");
        Assert.Equal((0, 0), (report.Number("nonFinite"), report.Number("complaints")));
    }

    [SkippableFact]
    public void StateComesBackAndDamagedStateIsRefused()
    {
        JsonElement report = HostProgram.Json(Host, "state", Built.Clap);

        Assert.True(report.Flag("restored"));
        Assert.InRange(report.Number("rescans"), 1, 3);
        foreach (string damage in new[] { "truncated", "flipped", "foreign" })
        {
            JsonElement refusals = report.GetProperty(damage);
            Assert.InRange(refusals.Number("tried"), 100, double.MaxValue);
            Assert.Equal((0, 0), (refusals.Number("accepted"), refusals.Number("changed")));
        }

        Assert.True(report.Flag("loadsAfterRefusals"));
        Assert.Equal(0, report.Number("complaints"));
    }

    [SkippableFact]
    public void SurvivesMisuse()
    {
        JsonElement report = HostProgram.Json(Host, "misuse", Built.Clap);

        Assert.True(report.Flag("refusesUnknownIds"));
        Assert.True(report.Flag("refusesUnknownPorts"));
        Assert.Equal((0, 0), (report.Number("peakBeforeActivate"), report.Number("peakAfterDeactivate")));
        Assert.InRange(report.Number("peakOfNote"), 0.01, 4);
        Assert.True(report.Flag("acceptsMissingBuffers"));
        Assert.InRange(report.Number("peakAfterMissingBuffers"), 0.01, 4);
        Assert.InRange(report.Number("peakOfOddEvents"), 0, 1e-4);
        Assert.True(report.Flag("velocityIsNumber"));
        foreach (string after in new[] { "Reset", "Wildcard", "AllSoundOff", "Restart" })
            Assert.InRange(report.Number($"ringsAfter{after}"), 0, 1e-4);
        Assert.InRange(report.Number("quietestOfAllRates"), 0.01, 4);
        Assert.InRange(report.Number("loudestOfAllRates"), 0.01, 4);
        Assert.Equal(0, report.Number("complaints"));
    }

    [SkippableFact]
    public void ManyInstancesPlayAtOnceAndAfterReloading()
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(
            Host,
            "instances",
            Built.Clap,
            "--count",
            "16",
            "--script",
            folder.Write("script.txt", Scripts.Everything()),
            "--seconds",
            "2"
        );

        report.AssertSounds();
        Assert.Equal((0, 0), (report.Number("difference"), report.Number("differenceAfterReload")));
    }

    [SkippableFact]
    public void PresetsAreFoundLoadedAndHeard()
    {
        using var folder = new TestFolder();
        string chord = folder.Write(
            "chord.txt",
            "10 note-on 0 60 0.9\n20 note-on 0 64 0.9\n30 note-on 0 67 0.9\n40 note-on 9 38 0.9\n"
        );
        JsonElement report = HostProgram.Json(Host, "presets", Built.Clap, "--script", chord, "--seconds", "1");

        JsonElement[] presets = report.List("presets");
        Assert.InRange(presets.Length, 24, 1_000);
        Assert.Equal(presets.Length, presets.Select(preset => preset.Text("name")).Distinct().Count());
        Assert.Equal(0, report.Number("errors"));
        Assert.True(report.Flag("refusesUnknown"));
        Assert.All(
            presets,
            preset =>
            {
                Assert.True(preset.Flag("loaded"), preset.Text("name"));
                preset.AssertSounds();
            }
        );
    }
}
