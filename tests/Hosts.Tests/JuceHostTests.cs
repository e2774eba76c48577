using System.Text.Json;
using LakhNes.Score.Midi;

namespace LakhNes.Hosts.Tests;

/// <summary>The built VST3 in a host made of JUCE's hosting classes, as many DAWs and tools are.</summary>
public class JuceHostTests
{
    private const string Host = "juce-host";

    [SkippableFact]
    public void TellsWhatItIs()
    {
        JsonElement info = HostProgram.Json(Host, "info", Built.Vst3);

        Assert.Equal(("LakhNES", true, true), (info.Text("name"), info.Flag("instrument"), info.Flag("acceptsMidi")));
        Assert.Equal(6, info.Number("outputs"));
        Assert.Contains("Voice Mode", info.List("parameters").Select(parameter => parameter.Text("name")));
        Assert.InRange(info.List("programs").Length, 24, 128);
    }

    [SkippableFact]
    public void PlaysTheDemoSong()
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(
            Host,
            "render",
            Built.Vst3,
            "--midi",
            Built.DemoSong,
            "--set",
            "Voice Mode=Channels",
            "--seconds",
            "30",
            "--wav",
            folder["demo.wav"]
        );

        report.AssertSounds();
        Wav demo = Wav.Read(folder["demo.wav"]);
        Assert.Equal(30 * 48_000, demo.Frames);
        for (int second = 1; second < 25; second++)
            Assert.True(demo.Peak(second, second + 1) > 0.01, $"second {second} is silent");
    }

    [SkippableFact]
    public void BlockSizesChangeNotOneBit()
    {
        using var folder = new TestFolder();
        string notes = WriteNotes(folder);
        Wav Play(string block)
        {
            HostProgram
                .Json(Host, "render", Built.Vst3, "--midi", notes, "--block", block, "--wav", folder["out.wav"])
                .AssertSounds();
            return Wav.Read(folder["out.wav"]);
        }

        Wav expected = Play(Scripts.Blocks[0]);
        foreach (string block in Scripts.Blocks[1..])
            Wav.AssertSame(expected, Play(block), $"blocks of {block}");
    }

    [SkippableFact]
    public void ASecondInstanceTakesTheFirstOnesState()
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(
            Host,
            "state",
            Built.Vst3,
            "--midi",
            WriteNotes(folder),
            "--set",
            "Voice Mode=Channels",
            "--set",
            "Pulse 1 Duty=12.5 %"
        );

        report.AssertSounds();
        Assert.True(report.Flag("sameStateAgain"));
        Assert.Equal("", report.Text("differingParameters"));
        Assert.Equal(0, report.Number("difference"));
        Assert.InRange(report.Number("differenceFromFresh"), 0.01, 4);
    }

    [SkippableFact]
    public void EveryParameterCanBeMovedWhileItPlays()
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(
            Host,
            "parameters",
            Built.Vst3,
            "--midi",
            WriteNotes(folder),
            "--seconds",
            "10",
            "--block",
            "64"
        );

        Assert.InRange(report.Number("parameters"), 50, 5_000);
        Assert.Equal("", report.Text("notTaken"));
        Assert.Equal(0, report.Number("nonFinite"));
    }

    [SkippableFact]
    public void ManyInstancesPlayAtOnceAndAfterReloading()
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(
            Host,
            "instances",
            Built.Vst3,
            "--midi",
            WriteNotes(folder),
            "--count",
            "16",
            "--seconds",
            "2"
        );

        report.AssertSounds();
        Assert.Equal((0, 0), (report.Number("difference"), report.Number("differenceAfterReload")));
    }

    [SkippableTheory]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void PlaysAtEveryRate(int rate)
    {
        using var folder = new TestFolder();
        JsonElement report = HostProgram.Json(Host, "render", Built.Vst3, "--midi", WriteNotes(folder), "--rate", $"{rate}");

        report.AssertSounds();
        Assert.Equal(4 * rate, report.Number("frames"));
    }

    // notes alone: this host passes controllers and parameters once a block
    private static string WriteNotes(TestFolder folder)
    {
        var events = new List<MidiEvent>();
        for (int i = 0; i < 48; i++)
        {
            int channel = i % 4,
                key = channel == 3 ? 36 + i : 50 + (i * 7 % 30);
            events.Add(MidiEvent.ChannelMessage(10 + (i * 77), (byte)(0x90 | channel), (byte)key, (byte)(40 + i)));
            events.Add(MidiEvent.ChannelMessage(10 + (i * 77) + 200, (byte)(0x80 | channel), (byte)key, 0));
        }

        var track = new MidiTrack([.. events.OrderBy(e => e.Tick)]);
        File.WriteAllBytes(
            folder["notes.mid"],
            new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [track]).ToBytes()
        );
        return folder["notes.mid"];
    }
}
