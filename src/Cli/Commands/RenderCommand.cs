using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.Audio;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes render IN.mid OUT</c>: a MIDI file as the plugin plays it, as sound or as register writes.</summary>
internal static class RenderCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("IN.mid") { Description = "The MIDI file to play." };
        var output = new Argument<string>("OUT.wav")
        {
            Description =
                "The WAV file to write; as .vgm, .vgz or .nsf what is written to the chip, samples included, without gain "
                + "and pan.",
        };
        var sound = new SoundChoice();
        Option<int> rate = CommonOptions.Number("--sample-rate", "Samples a second.", 48_000, 8_000, 384_000);
        var bits = new Option<int>("--bits")
        {
            Description = "Bits a sample: 16, 24, or 32 for floats.",
            DefaultValueFactory = _ => 24,
        };
        bits.AcceptOnlyFromAmong("16", "24", "32");
        var generate = new Option<bool>("--generate")
        {
            Description = "Let the generator play along: it continues the song, unless --set Mode=... says otherwise.",
        };
        var model = new Option<string?>("--model")
        {
            Description = "The generator's model (by default the one that is shipped).",
            HelpName = "M.onnx",
        };
        Option<double> more = CommonOptions.Number(
            "--more",
            "Seconds that --generate goes on after the song's end.",
            16.0,
            0,
            3600
        );
        Option<double?> seconds = CommonOptions.OptionalNumber(
            "--seconds",
            $"Cut the song after so long; without it one of more than {SongRenderer.LongestSeconds} s is refused.",
            0.001,
            1e6
        );
        Option<int?> track = CommonOptions.OptionalNumber(
            "--track",
            "Which pattern of a MIDI file of format 2, from 1.",
            1,
            65535
        );
        var take = new Option<string?>("--take")
        {
            Description =
                $"Also write what was played and composed, by extension ({SongFormats.ListExtensions(readable: false)}); several with commas between.",
            HelpName = "FILE,...",
        };
        Option<bool> json = CommonOptions.Json();

        var command = new Command("render", "Play a MIDI file through the chip into a WAV file or a file of register writes.")
        {
            input,
            output,
            rate,
            bits,
            seconds,
            track,
            generate,
            model,
            more,
            take,
            json,
        };
        sound.AddTo(command);
        CommonOptions.Needs(command, generate, model, more);
        command.SetAction(parsed =>
        {
            string from = parsed.GetRequiredValue(input),
                to = parsed.GetRequiredValue(output);
            (string Path, SongFormat Format)[] takes = TakeFiles.Check(parsed.GetValue(take)?.Split(',') ?? []);
            if (
                !SongFormats.TryOfOutput(to, out SongFormat kind)
                || kind is not (SongFormat.Wav or SongFormat.Vgm or SongFormat.Vgz or SongFormat.Nsf)
            )
                throw new CommandException(
                    to,
                    "only .wav, .vgm, .vgz and .nsf can be written; 'lakhnes convert' writes other formats"
                );
            Files.CheckOutputs([to, .. takes.Select(file => file.Path)], [from, parsed.GetValue(model), .. sound.Inputs(parsed)]);
            MidiFile song = MidiPatterns.Choose(MidiFile.Read(from), from, parsed.GetValue(track));
            foreach (ReadError warning in song.Warnings)
                context.Warn(warning);

            using var engine = new ChipEngine(background: false);
            sound.Load(parsed, engine);
            bool generates = parsed.GetValue(generate);
            if (generates)
                StartGenerator(engine, parsed.GetValue(model));
            sound.Set(parsed, engine);
            WavSampleFormat format = parsed.GetValue(bits) switch
            {
                16 => WavSampleFormat.Pcm16,
                24 => WavSampleFormat.Pcm24,
                _ => WavSampleFormat.Float32,
            };
            var renderer = new SongRenderer(
                engine,
                song,
                parsed.GetValue(rate),
                parsed.GetValue(seconds),
                generates ? parsed.GetValue(more) : 0
            );
            CheckLength(from, renderer, format, parsed.GetValue(seconds));
            if (kind != SongFormat.Wav)
                RenderRegisters(context, engine, renderer, to, kind);
            else
                Render(context, engine, renderer, to, format, new ProgramReport(engine, song), parsed.GetValue(json));
            if (takes.Length == 0)
                return;
            if (engine.Takes is not { Length: > 0 } composed)
                throw new CommandException(takes[0].Path, TakeFiles.Nothing);
            TakeFiles.Write(engine, composed, takes, played: true);
        });
        return command;
    }

    // a few bytes may ask for days of silence, and a WAV file holds 4 GiB: both are known before the first sample
    private static void CheckLength(string path, SongRenderer renderer, WavSampleFormat format, double? seconds)
    {
        if (seconds is null && renderer.Seconds > SongRenderer.LongestSeconds)
            throw new CommandException(
                path,
                FormattableString.Invariant(
                    $"it lasts {renderer.Seconds:0} s, more than the {SongRenderer.LongestSeconds} s that are rendered unless --seconds says how much"
                )
            );

        if (WavWriter.BytesOf(format, 2, renderer.LongestFrames) > uint.MaxValue)
            throw new CommandException(
                path,
                "would be longer than a WAV file can hold (4 GiB); choose fewer --seconds, --bits or a lower --sample-rate"
            );
    }

    private static void Render(
        CommandContext context,
        ChipEngine engine,
        SongRenderer renderer,
        string output,
        WavSampleFormat format,
        ProgramReport programs,
        bool json
    )
    {
        long frames = 0;
        float peak = 0;
        var clock = Stopwatch.StartNew();
        Files.Write(
            output,
            stream =>
            {
                using var wav = new WavWriter(stream, renderer.SampleRate, 2, format);
                context.WithProgress(
                    "Rendering",
                    progress =>
                        renderer.Render(
                            samples =>
                            {
                                wav.Write(samples);
                                frames += samples.Length / 2;
                                foreach (float sample in samples)
                                    peak = Math.Max(peak, Math.Abs(sample));
                            },
                            progress
                        )
                );
                if (engine.GeneratorStatus == GeneratorStatus.Failed)
                    throw new CommandException(engine.GeneratorError);
            }
        );

        double seconds = (double)frames / renderer.SampleRate;
        double peakDecibels = 20 * Math.Log10(Math.Max(peak, 1e-9));
        if (json)
        {
            context.WriteJson(
                new JsonObject
                {
                    ["file"] = output,
                    ["sampleRate"] = renderer.SampleRate,
                    ["frames"] = frames,
                    ["seconds"] = seconds,
                    ["songSeconds"] = renderer.Seconds,
                    ["peakDb"] = peakDecibels,
                    ["realTimeFactor"] = seconds / clock.Elapsed.TotalSeconds,
                    ["programChange"] = programs.Setting,
                    ["programs"] = programs.ToJson(),
                }
            );
        }
        else
        {
            context.Output.WriteLine(FormattableString.Invariant($"{output}: {seconds:0.00} s, peak {peakDecibels:0.0} dB"));
            if (programs.Line is { } line)
                context.Output.WriteLine(line);
        }
    }

    private static void RenderRegisters(
        CommandContext context,
        ChipEngine engine,
        SongRenderer renderer,
        string output,
        SongFormat format
    )
    {
        var recorder = new RegisterRecorder(engine);
        engine.RegisterListener = recorder;
        long frames = 0;
        context.WithProgress("Rendering", progress => renderer.Render(samples => frames += samples.Length / 2, progress));
        engine.RegisterListener = null;
        if (engine.GeneratorStatus == GeneratorStatus.Failed)
            throw new CommandException(engine.GeneratorError);
        double seconds = (double)frames / renderer.SampleRate;
        try
        {
            byte[] file = recorder.ToSong(SongFormats.TitleOf(output), seconds).ToBytes(format);
            Files.Write(output, stream => stream.Write(file));
        }
        catch (SongException failure)
        {
            throw new CommandException(output, failure.Message);
        }

        context.Output.WriteLine(FormattableString.Invariant($"{output}: {seconds:0.00} s"));
    }

    private static void StartGenerator(ChipEngine engine, string? path)
    {
        // beside the command, or where it is installed on Unix
        path ??= ModelAccess.InstalledModel();
        if (!File.Exists(path))
            throw new CommandException(path, "no such model");
        engine.UseModel(new ModelSource(Path.GetFullPath(path), AppContext.BaseDirectory));
        SoundChoice.Set(engine, "Mode=Continue");
        SoundChoice.Set(engine, "Run=On");
        // --more says how long it goes on
        SoundChoice.Set(engine, "Answer Length=Endless");
    }
}
