using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests;

public sealed class RenderCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-render-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ASongBecomesAFileThatIsAsLongAsItAndSounds()
    {
        string song = WriteSong("a.mid", endTick: 960, Note(0, 480, channel: 0, key: 60));
        string wav = Path.Combine(_folder, "a.wav");

        CliRun run = CliRun.Of("render", song, wav, "--sample-rate", "44100", "--json");

        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(wav, (string?)json["file"]);
        Assert.InRange((double)json["seconds"]!, 1.0, 2.0); // 960 ticks at 120 bpm are one second, then a short tail
        Assert.InRange((double)json["peakDb"]!, -40, 3);
        Assert.Equal(44 + ((long)json["frames"]! * 2 * 3), new FileInfo(wav).Length);
    }

    [Fact]
    public void ANoteStartsAtItsOwnSample()
    {
        string song = WriteSong("late.mid", endTick: 1920, Note(960, 1920, channel: 0, key: 69));

        float[] samples = Render(song, "--sample-rate", "48000");

        int first = Array.FindIndex(samples, sample => Math.Abs(sample) > 0.02f) / 2;
        Assert.InRange(first, 48_000 - 60, 48_000 + 60); // latency taken off; the band-limited step rises around its sample
    }

    [Fact]
    public void TheGeneratorAnswersASongTheSameEveryTime()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
            folder = Path.GetDirectoryName(folder)!;
        string song = WriteSong("ask.mid", endTick: 960, Note(0, 480, channel: 0, key: 60));
        string[] options = ["--generate", "--more", "4", "--model", Path.Combine(folder, "models", "default.onnx")];

        float[] once = Render(song, options),
            again = Render(song, options);

        Assert.Equal(once, again);
        Assert.Contains(once.Skip(2 * 2 * 48_000), sample => Math.Abs(sample) > 0.02f);
    }

    [Fact]
    public void AMissingModelIsOneClearError()
    {
        CliRun run = CliRun.Of(
            "render",
            WriteSong("m.mid", 1, []),
            Path.Combine(_folder, "m.wav"),
            "--generate",
            "--model",
            "nowhere.onnx"
        );
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("nowhere.onnx: no such model", run.Error);
    }

    [Fact]
    public void ANoteThatNeverEndsIsCutAtTheSongsEnd()
    {
        string song = WriteSong("stuck.mid", endTick: 480, [MidiEvent.ChannelMessage(0, 0x90, 60, 100)]);

        float[] samples = Render(song);

        Assert.InRange(samples.Length / 2 / 48_000.0, 0.5, 1.5);
    }

    [Fact]
    public void ParametersCanBeSet()
    {
        string song = WriteSong("set.mid", endTick: 480, Note(0, 400, channel: 0, key: 60));

        Assert.All(Render(song, "--set", "output gain = -60 dB"), sample => Assert.InRange(sample, -1e-6f, 1e-6f));
        Assert.NotEqual(Render(song), Render(song, "--set", "Pulse 1 Duty=12.5 %"));
    }

    [Fact]
    public void PresetsComeByNameOrAsAFile()
    {
        string song = WriteSong("preset.mid", endTick: 480, Note(0, 400, channel: 0, key: 60));
        Preset preset = FactoryPresets.All[1];
        string file = Path.Combine(_folder, "mine" + PresetFile.Extension);
        File.WriteAllBytes(file, PresetFile.Write("mine", "Keys", preset.Settings));

        float[] named = Render(song, "--preset", preset.Name.ToUpperInvariant());

        Assert.NotEqual(Render(song), named);
        Assert.Equal(named, Render(song, "--preset", file));
    }

    [Fact]
    public void AStateIsWhatThePluginSavedAndSettingsComeOnTop()
    {
        string song = WriteSong("state.mid", endTick: 480, Note(0, 400, channel: 0, key: 60));
        var engine = new ChipEngine();
        engine.SetParameter(ParameterTable.Find("Pulse 1 Duty")!.Index, 0);
        string state = Path.Combine(_folder, "plugin.state");
        File.WriteAllBytes(state, engine.SaveState());

        Assert.Equal(Render(song, "--set", "Pulse 1 Duty=12.5 %"), Render(song, "--state", state));
        Assert.Equal(Render(song), Render(song, "--state", state, "--set", "Pulse 1 Duty=50 %"));
    }

    [Theory]
    [InlineData("--preset", "No Such Sound", "there is no such preset")]
    [InlineData("--preset", "missing.lakhnes", "no such file or folder")]
    [InlineData("--preset", "text.lakhnes", "")]
    [InlineData("--state", "missing.state", "no such file or folder")]
    [InlineData("--state", "text.lakhnes", "")]
    public void PresetsAndStatesThatAreNoneAreNamed(string option, string name, string cause)
    {
        File.WriteAllText(Path.Combine(_folder, "text.lakhnes"), "{ \"not\": \"a preset\" }");
        string given = name.Contains('.') ? Path.Combine(_folder, name) : name;

        CliRun run = CliRun.Of("render", WriteSong("p.mid", 1, []), Path.Combine(_folder, "p.wav"), option, given);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains($"{given}: {cause}", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void TheSameSongIsTheSameFile()
    {
        string song = WriteSong("same.mid", endTick: 960, Note(0, 480, 0, 60).Concat(Note(480, 960, 1, 64)));

        Assert.Equal(Render(song), Render(song));
    }

    [Fact]
    public void AnEmptySongIsAShortSilence()
    {
        float[] samples = Render(WriteSong("empty.mid", endTick: 0, []));

        Assert.InRange(samples.Length / 2, 1, 48_000);
        Assert.All(samples, sample => Assert.InRange(sample, -1e-3f, 1e-3f));
    }

    [Theory]
    [InlineData("Voice Mode", "expected NAME=VALUE")]
    [InlineData("No Such Knob=1", "there is no parameter named No Such Knob")]
    [InlineData("Voice Mode=Loud", "Voice Mode does not take Loud")]
    public void WrongSettingsAreNamed(string setting, string cause)
    {
        CliRun run = CliRun.Of("render", WriteSong("x.mid", 1, []), Path.Combine(_folder, "x.wav"), "--set", setting);

        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Equal($"lakhnes: --set {setting}: {cause}{Environment.NewLine}", run.Error);
        Assert.False(File.Exists(Path.Combine(_folder, "x.wav")));
    }

    [Fact]
    public void FilesThatAreNotSongsAreNamed()
    {
        string missing = Path.Combine(_folder, "missing.mid"),
            text = Path.Combine(_folder, "text.mid");
        File.WriteAllText(text, "not music");

        foreach (string path in new[] { missing, text })
        {
            CliRun run = CliRun.Of("render", path, Path.Combine(_folder, "y.wav"));
            Assert.Equal(ExitCode.Failure, run.ExitCode);
            Assert.StartsWith($"lakhnes: {path}", run.Error);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }

        Assert.False(File.Exists(Path.Combine(_folder, "y.wav")));
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsNamed()
    {
        string wav = Path.Combine(_folder, "none", "z.wav");

        CliRun run = CliRun.Of("render", WriteSong("z.mid", 1, []), wav);

        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {wav}: no such file or folder{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
    }

    [Theory]
    [InlineData("--bits", "8")]
    [InlineData("--sample-rate", "7999")]
    [InlineData("--sample-rate", "384001")]
    public void WrongFormatsAreWrongUsage(string option, string value) =>
        Assert.Equal(ExitCode.Usage, CliRun.Of("render", "a.mid", "a.wav", option, value).ExitCode);

    private float[] Render(string song, params string[] options)
    {
        string wav = Path.Combine(_folder, Guid.NewGuid() + ".wav");
        CliRun run = CliRun.Of(["render", song, wav, "--bits", "32", .. options]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        byte[] file = File.ReadAllBytes(wav);
        var samples = new float[(file.Length - 58) / 4];
        Buffer.BlockCopy(file, 58, samples, 0, samples.Length * 4);
        return samples;
    }

    private static IEnumerable<MidiEvent> Note(long from, long to, int channel, int key) =>
        [
            MidiEvent.ChannelMessage(from, (byte)(0x90 | channel), (byte)key, 100),
            MidiEvent.ChannelMessage(to, (byte)(0x80 | channel), (byte)key, 0),
        ];

    private string WriteSong(string name, long endTick, IEnumerable<MidiEvent> events)
    {
        string path = Path.Combine(_folder, name);
        var track = new MidiTrack([.. events.OrderBy(e => e.Tick)], endTick);
        File.WriteAllBytes(path, new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(480), [track]).ToBytes());
        return path;
    }
}
