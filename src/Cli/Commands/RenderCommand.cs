using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.Audio;
using LakhNes.Cli.Generation;
using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Instrument.Presets;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes render IN.mid OUT.wav</c>: a MIDI file through the engine, as the plugin plays it.</summary>
internal static class RenderCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN.mid") { Description = "The MIDI file to play." };
        var output = new Argument<string>("OUT.wav") { Description = "The WAV file to write." };
        var preset = new Option<string?>("--preset") { Description = $"A factory preset's name, or a preset file (*{PresetFile.Extension})." };
        var state = new Option<string?>("--state") { Description = "A state that the plugin saved; presets and parameters come on top." };
        var settings = new Option<string[]>("--set")
        {
            Description = "A parameter as NAME=VALUE, such as \"Voice Mode=Channels\"; may be given again.",
            HelpName = "NAME=VALUE",
        };
        Option<int> rate = CommonOptions.Number("--sample-rate", "Samples a second.", 48_000, 8_000, 384_000);
        var bits = new Option<int>("--bits") { Description = "Bits a sample: 16, 24, or 32 for floats.", DefaultValueFactory = _ => 24 };
        bits.AcceptOnlyFromAmong("16", "24", "32");
        var generate = new Option<bool>("--generate")
        {
            Description = "Let the generator play along: it continues the song, unless --set Mode=... says otherwise.",
        };
        var model = new Option<string?>("--model") { Description = "The generator's model (by default the one that is shipped).", HelpName = "M.onnx" };
        Option<int> more = CommonOptions.Number("--more", "Seconds that --generate goes on after the song's end.", 16, 0, 3600);
        var take = new Option<string?>("--take")
        {
            Description = $"Also write what was played and composed, by extension ({SongFormats.ListExtensions(readable: false)}); several with commas between.",
            HelpName = "FILE,...",
        };
        Option<bool> json = CommonOptions.Json();

        var command = new Command("render", "Play a MIDI file through the chip into a WAV file.")
        {
            input, output, preset, state, settings, rate, bits, generate, model, more, take, json,
        };
        command.SetAction(parsed =>
        {
            (string Path, SongFormat Format)[] takes = TakeFiles.Check(parsed.GetValue(take)?.Split(',') ?? []);
            using var engine = new ChipEngine();
            if (parsed.GetValue(state) is { } statePath) LoadState(engine, statePath);
            if (parsed.GetValue(preset) is { } presetName) LoadPreset(engine, presetName);
            bool generates = parsed.GetValue(generate);
            if (generates) StartGenerator(engine, parsed.GetValue(model));
            foreach (string setting in parsed.GetValue(settings) ?? []) Set(engine, setting);
            Render(context, engine, parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.GetValue(rate),
                parsed.GetValue(bits) switch { 16 => WavSampleFormat.Pcm16, 24 => WavSampleFormat.Pcm24, _ => WavSampleFormat.Float32 },
                generates ? parsed.GetValue(more) : 0, parsed.GetValue(json));
            if (takes.Length == 0) return;
            if (engine.Takes is not { Length: > 0 } composed) throw new CommandException(takes[0].Path, TakeFiles.Nothing);
            TakeFiles.Write(engine, composed, takes, played: true);
        });
        return command;
    }

    private static void Render(
        CommandContext context, ChipEngine engine, string input, string output, int rate, WavSampleFormat format, int more, bool json)
    {
        MidiFile song = ReadSong(input);
        long frames = 0;
        float peak = 0;
        var clock = Stopwatch.StartNew();
        Files.Write(output, stream =>
        {
            using var wav = new WavWriter(stream, rate, 2, format);
            context.WithProgress("Rendering", progress => new SongRenderer(engine, song, rate, more).Render(
                samples =>
                {
                    wav.Write(samples);
                    frames += samples.Length / 2;
                    foreach (float sample in samples) peak = Math.Max(peak, Math.Abs(sample));
                },
                progress));
        });

        if (engine.GeneratorStatus == GeneratorStatus.Failed) throw new CommandException(engine.GeneratorError);
        double seconds = (double)frames / rate;
        double peakDecibels = 20 * Math.Log10(Math.Max(peak, 1e-9));
        if (json)
        {
            context.WriteJson(new JsonObject
            {
                ["file"] = output,
                ["sampleRate"] = rate,
                ["frames"] = frames,
                ["seconds"] = seconds,
                ["peakDb"] = peakDecibels,
                ["realTimeFactor"] = seconds / clock.Elapsed.TotalSeconds,
            });
        }
        else
        {
            context.Output.WriteLine(FormattableString.Invariant($"{output}: {seconds:0.00} s, peak {peakDecibels:0.0} dB"));
        }
    }

    private static void StartGenerator(ChipEngine engine, string? path)
    {
        // beside the command, or where it is installed on Unix
        path ??= ModelAccess.InstalledModel();
        if (!File.Exists(path)) throw new CommandException(path, "no such model");
        engine.UseModel(new ModelSource(Path.GetFullPath(path), AppContext.BaseDirectory));
        Set(engine, "Mode=Continue");
        Set(engine, "Run=On");
    }

    private static MidiFile ReadSong(string path)
    {
        try
        {
            return MidiFile.Read(Files.ReadAllBytes(path), path);
        }
        catch (ScoreFormatException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    private static void LoadState(ChipEngine engine, string path)
    {
        if (!engine.TryLoadState(Files.ReadAllBytes(path), out string error))
            throw new CommandException(path, error);
    }

    private static void LoadPreset(ChipEngine engine, string name)
    {
        if (name.EndsWith(PresetFile.Extension, StringComparison.OrdinalIgnoreCase))
        {
            if (!engine.TryLoadPreset(Files.ReadAllBytes(name), out string error))
                throw new CommandException(name, error);
            return;
        }

        for (int i = 0; i < FactoryPresets.All.Length; i++)
        {
            if (!FactoryPresets.All[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            engine.LoadPreset(i);
            return;
        }

        string names = string.Join(", ", FactoryPresets.All.ToArray().Select(preset => preset.Name));
        throw new CommandException($"--preset {name}", $"there is no such preset; there are {names}");
    }

    private static void Set(ChipEngine engine, string setting)
    {
        (int index, double value) = ParameterSetting.Parse(setting);
        engine.SetParameter(index, value);
    }
}
