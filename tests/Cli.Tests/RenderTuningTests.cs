using LakhNes.Cli.Terminal;
using LakhNes.Instrument.Samples;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

/// <summary><c>--tuning</c>, <c>--keyboard-map</c> and messages in a song: the frequency of what is rendered.</summary>
public sealed class RenderTuningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-tuning-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AKeySoundsAsTheScaleAndTheMapSay()
    {
        string scale = Write("just.scl", "Just\n2\n3/2\n2/1\n"),
            map = Write("a4.kbm", "0\n0\n127\n67\n69\n432.0\n0\n");
        Assert.InRange(Frequency(), 439, 441);
        // C4 and nine degrees: four octaves and a fifth
        Assert.InRange(Frequency("--tuning", scale) / (261.63 * 24), 0.95, 1.05);
        Assert.InRange(Frequency("--tuning", scale, "--keyboard-map", map), 431, 433);
        Assert.InRange(Frequency("--keyboard-map", map), 431, 433);
    }

    [Fact]
    public void MessagesOfTheSongTuneIt() =>
        Assert.InRange(FrequencyOf(Song([0x7F, 0x7F, 0x08, 0x02, 0, 1, 69, 57, 0, 0, 0xF7])), 219.5, 220.5);

    [Theory]
    [InlineData("a.scl", "Just\n2\n3/2\n", "line 3: it has 1 notes of the 2 that it says")]
    [InlineData("a.kbm", "none\n", "line 1: the map's size is missing or none")]
    public void AFileThatIsNoneIsToldAndNothingIsWritten(string name, string text, string why)
    {
        string path = Write(name, text),
            wav = Path.Combine(_folder, "out.wav");
        CliRun run = CliRun.Of("render", Song([]), wav, name == "a.scl" ? "--tuning" : "--keyboard-map", path);
        Assert.Equal((ExitCode.Failure, $"lakhnes: {path}: {why}\n"), (run.ExitCode, run.Error));
        Assert.False(File.Exists(wav));
    }

    [Fact]
    public void WhatIsReadIsNotWrittenOver()
    {
        string path = Write("a.wav", "Just\n1\n2/1\n");
        CliRun run = CliRun.Of("render", Song([]), path, "--tuning", path);
        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Equal("Just\n1\n2/1\n", File.ReadAllText(path));
    }

    private double Frequency(params string[] options) => FrequencyOf(Song([]), options);

    // by how often the sound jumps from far below its middle to far above it in half a second
    private double FrequencyOf(string song, params string[] options)
    {
        string wav = Path.Combine(_folder, "out.wav");
        CliRun run = CliRun.Of(["render", song, wav, "--set", "Voice Mode=Channels", "--set", "Exact Pitch=On", .. options]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        Assert.True(WavReader.TryRead(File.ReadAllBytes(wav), out Recording sound, out string error), error);
        float[] samples = sound.Samples.ToArray()[9_600..33_600];
        float far = samples.Max() / 3;
        var rises = new List<int>();
        for (int i = 0, side = 0; i < samples.Length; i++)
        {
            if (samples[i] < -far)
                side = -1;
            if (samples[i] <= far || side >= 0)
                continue;
            rises.Add(i);
            side = 1;
        }

        return (rises.Count - 1) * sound.SampleRate / (rises[^1] - rises[0]);
    }

    // A4 on pulse 1 for a second, behind a message
    private string Song(byte[] message)
    {
        MidiEvent[] events =
        [
            .. message.Length > 0 ? new[] { MidiEvent.SystemExclusive(0, message) } : [],
            MidiEvent.NoteOn(0, 0, 69, 127),
            MidiEvent.NoteOff(960, 0, 69, 0),
        ];
        string path = Path.Combine(_folder, "song.mid");
        var file = new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [new MidiTrack(events)]);
        File.WriteAllBytes(path, file.ToBytes());
        return path;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
