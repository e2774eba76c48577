using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Study.Clips;
using LakhNes.Study.Storage;

namespace LakhNes.Cli.Commands.Study;

/// <summary><c>lakhnes study clips</c>: anonymous clips of one loudness, and the key to them.</summary>
internal static class StudyClipsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var defaults = new ClipOptions();
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders of pieces, one a model; the folder's name is the model's.",
            Arity = ArgumentArity.OneOrMore,
        };
        var real = new Option<string?>("--real")
        {
            Description = "A folder of music that people composed, for Turing pairs and controls.",
            HelpName = "DIR",
        };
        var output = new Option<string>("--out")
        {
            Description = "The study to make.",
            HelpName = "STUDY",
            Required = true,
        };
        Option<string?> key = StudyCommand.KeyOption();
        Option<int> count = CommonOptions.Number(
            "--num",
            "Clips of each folder, each of another piece.",
            defaults.Count,
            1,
            1000
        );
        Option<double> seconds = CommonOptions.Number(
            "--seconds",
            "Length of a clip.",
            defaults.Seconds,
            ClipOptions.Shortest,
            ClipOptions.Longest
        );
        Option<int> voices = CommonOptions.Number(
            "--voices",
            "Take only places at which so many of the four voices play.",
            defaults.Voices,
            1,
            NesVoices.Count
        );
        Option<int> controls = CommonOptions.Number("--controls", "Control clips, of notes at random.", 20, 0, 1000);
        Option<double> loudness = CommonOptions.Number(
            "--loudness",
            "Loudness of every clip, in LUFS.",
            defaults.Loudness,
            -40.0,
            -10.0
        );
        var expression = new Option<bool>("--expression")
        {
            Description = "Play velocities and timbres too; without it every piece is played by its notes alone.",
        };
        Option<ulong?> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("clips", "Cut anonymous clips of pieces.")
        {
            folders,
            real,
            output,
            key,
            count,
            seconds,
            voices,
            controls,
            loudness,
            expression,
            seed,
            json,
        };
        command.SetAction(parsed =>
        {
            string study = parsed.GetRequiredValue(output),
                keyFile = StudyCommand.KeyFile(study, parsed.GetValue(key));
            Files.CheckOutputs([keyFile]);
            ClipSource[] sources =
            [
                .. parsed.GetRequiredValue(folders).Select(folder => Source(folder, ClipRole.Model)),
                .. parsed.GetValue(real) is { } music ? [Source(music, ClipRole.Real)] : Array.Empty<ClipSource>(),
            ];
            if (sources.CountBy(source => source.Name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
                throw new CommandException(twice, "is the name of two folders; rename one");
            var options = new ClipOptions
            {
                Count = parsed.GetValue(count),
                Seconds = parsed.GetValue(seconds),
                Voices = parsed.GetValue(voices),
                Expression = parsed.GetValue(expression),
                Loudness = parsed.GetValue(loudness),
                Seed = parsed.GetValue(seed) ?? (ulong)Random.Shared.NextInt64(),
            };
            ClipSet? clips = null;
            context.WithProgress(
                "Cutting",
                progress => clips = ClipSet.Cut(sources, options, parsed.GetValue(controls), progress)
            );
            Report(context, clips!, sources, options, parsed.GetValue(controls));
            Files.Guarded(study, () => new StudyFolder(study).Create(clips!, keyFile));
            if (parsed.GetValue(json))
                context.WriteJson(Json(clips!, study, keyFile));
            else
                context.Output.WriteLine(
                    FormattableString.Invariant(
                        $"{study}: {clips!.Key.Count()} clips of {options.Seconds} s at {clips.Loudness:0.0} LUFS; what they are says {keyFile}"
                    )
                );
        });
        return command;
    }

    private static ClipSource Source(string folder, ClipRole role)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (name == ClipSource.Control)
            throw new CommandException(folder, $"'{name}' is the name of the control clips; rename the folder");
        return new ClipSource(name, role, SongFolder.Files([folder]));
    }

    private static void Report(CommandContext context, ClipSet clips, ClipSource[] sources, ClipOptions options, int controls)
    {
        foreach (ReadError error in clips.Errors)
            context.Warn(error);
        Dictionary<string, int> counts = clips.Key.CountBy(entry => entry.Source).ToDictionary();
        foreach (
            (string name, int wanted) in sources
                .Select(source => (source.Name, options.Count))
                .Append((ClipSource.Control, controls))
        )
        {
            int there = counts.GetValueOrDefault(name);
            if (there == 0 && wanted > 0)
                throw new CommandException(
                    name,
                    FormattableString.Invariant($"no piece of {options.Seconds} s or more in which {options.Voices} voices play")
                );
            if (there < wanted)
                context.Warn($"{name}: {there} clips instead of {wanted}: no more pieces are long enough and have enough voices");
        }
    }

    private static JsonObject Json(ClipSet clips, string study, string key) =>
        new()
        {
            ["study"] = study,
            ["key"] = key,
            ["loudness"] = clips.Loudness,
            ["clips"] = new JsonObject(
                clips
                    .Key.CountBy(entry => entry.Source)
                    .Select(source => KeyValuePair.Create(source.Key, (JsonNode?)source.Value))
            ),
        };
}
