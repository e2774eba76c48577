using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Corpus.Adaptation;
using LakhNes.Score;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes adapt MIDI... OUT</c>: MIDI files of any kind become pieces for the NES.</summary>
internal static class AdaptCommand
{
    private const int ErrorsShown = 10;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var paths = new Argument<string[]>("MIDI OUT")
        {
            Description =
                "MIDI files and folders of them, in folders or not; last where the pieces go, as MIDI files in NES-MDB's dialect: "
                + "a folder, or of one file a .mid for the best piece alone.",
            Arity = new ArgumentArity(2, 100_000),
        };
        Option<int> most = CommonOptions.Number("--max-per-file", "The most pieces that are made of one file.", 16, 1, 1000);
        var usual = new AdaptationOptions();
        Option<int> largest = CommonOptions.Number(
            "--max-kib",
            "Skip files larger than so many KiB.",
            usual.LargestFile / 1024,
            1,
            1 << 18
        );
        Option<double> shortest = CommonOptions.Number(
            "--min-seconds",
            "Skip files shorter than this.",
            usual.ShortestFile,
            0.0,
            Song.LongestSeconds
        );
        Option<double> longest = CommonOptions.Number(
            "--max-seconds",
            "Skip files longer than this.",
            usual.LongestFile,
            0.0,
            Song.LongestSeconds
        );
        var paper = new Option<bool>("--paper")
        {
            Description = "LakhNES' own rules: polyphonic parts are dropped, drums and voices are random.",
        };
        Option<ulong?> seed = CommonOptions.Seed();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("adapt", "Make pieces for the NES of any MIDI files.")
        {
            paths,
            most,
            largest,
            shortest,
            longest,
            paper,
            seed,
            json,
        };
        command.SetAction(parsed =>
        {
            var options = new AdaptationOptions
            {
                MaxPerFile = parsed.GetValue(most),
                LargestFile = 1024 * parsed.GetValue(largest),
                ShortestFile = parsed.GetValue(shortest),
                LongestFile = parsed.GetValue(longest),
                Paper = parsed.GetValue(paper),
                Seed = parsed.GetValue(seed) ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            };
            string[] inputs = parsed.GetRequiredValue(paths)[..^1];
            string output = parsed.GetRequiredValue(paths)[^1];
            if (
                inputs is [var single]
                && File.Exists(single)
                && SongFormats.TryOfOutput(output, out SongFormat format)
                && format == SongFormat.Midi
            )
            {
                One(context, single, output, options, parsed.GetValue(json));
                return;
            }

            Files.CheckOutputFolder(
                output,
                inputs.SelectMany(path => Directory.Exists(path) ? FolderAdaptation.MidiFiles(path) : [path])
            );
            AdaptationSummary? summary = null;
            var clock = Stopwatch.StartNew();
            try
            {
                context.WithProgress("Adapting", progress => summary = FolderAdaptation.Adapt(inputs, output, options, progress));
            }
            catch (ScoreFormatException failure)
            {
                throw new CommandException(failure.Message);
            }

            if (parsed.GetValue(json))
                context.WriteJson(Json(summary!, options, clock.Elapsed.TotalSeconds));
            else
                Print(context, summary!, options, clock.Elapsed.TotalSeconds);
        });
        return command;
    }

    private static void One(CommandContext context, string input, string output, AdaptationOptions options, bool json)
    {
        Files.CheckOutputs([output], [input]);
        AdaptedFile file = MidiAdaptation.Adapt(input, options with { MaxPerFile = 1 });
        if (file.Error is { } error)
            throw new CommandException(error.ToString());
        if (file.Pieces.IsEmpty)
            throw new CommandException(input, Words(file.Skipped ?? SkipReason.NoUsablePart, options));
        Files.Write(output, stream => stream.Write(NesMidi.WriteNesMdb(file.Pieces[0]).ToBytes()));
        if (json)
            context.WriteJson(
                new JsonObject
                {
                    ["file"] = output,
                    ["musicSeconds"] = file.Pieces[0].Seconds,
                    ["seed"] = options.Seed,
                }
            );
        else
            context.Output.WriteLine(FormattableString.Invariant($"{output}: {file.Pieces[0].Seconds:0.0} s"));
    }

    private static void Print(CommandContext context, AdaptationSummary summary, AdaptationOptions options, double seconds)
    {
        context.Output.WriteLine(
            FormattableString.Invariant(
                $"{summary.Files} files: {summary.Adapted} adapted to {summary.Pieces} pieces ({summary.Seconds / 3600:0.0} h of music) in {seconds:0.0} s"
            )
        );
        foreach ((SkipReason reason, int files) in summary.Skipped)
            context.Output.WriteLine($"  {files, 7} {Words(reason, options)}");
        context.Output.WriteLine("parts of the others:");
        foreach ((PartOutcome outcome, int parts) in summary.Parts)
            context.Output.WriteLine($"  {parts, 7} {Words(outcome)}");
        foreach (ReadError error in summary.Errors.Take(ErrorsShown))
            context.Error.WriteLine(error);
        if (summary.Errors.Count > ErrorsShown)
            context.Error.WriteLine($"and {summary.Errors.Count - ErrorsShown} more");
    }

    private static JsonObject Json(AdaptationSummary summary, AdaptationOptions options, double seconds) =>
        new()
        {
            ["files"] = summary.Files,
            ["adapted"] = summary.Adapted,
            ["pieces"] = summary.Pieces,
            ["musicSeconds"] = Math.Round(summary.Seconds, 3),
            ["skipped"] = Counts(summary.Skipped),
            ["parts"] = Counts(summary.Parts),
            ["errors"] = new JsonArray([.. summary.Errors.Select(error => JsonValue.Create(error.ToString()))]),
            ["paper"] = options.Paper,
            ["seed"] = options.Seed,
            ["seconds"] = Math.Round(seconds, 3),
        };

    private static JsonObject Counts<T>(IReadOnlyDictionary<T, int> counts)
        where T : struct, Enum =>
        new(counts.Select(count => KeyValuePair.Create(Camel(count.Key.ToString()), (JsonNode?)count.Value)));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Words(SkipReason reason, AdaptationOptions options) =>
        reason switch
        {
            SkipReason.Unreadable => "skipped: not readable as MIDI",
            SkipReason.TooLarge => $"skipped: larger than {options.LargestFile / 1024} KiB",
            SkipReason.TooShort => FormattableString.Invariant($"skipped: shorter than {options.ShortestFile} s"),
            SkipReason.TooLong => FormattableString.Invariant($"skipped: longer than {options.LongestFile} s"),
            _ => "skipped: no part to use",
        };

    private static string Words(PartOutcome outcome) =>
        outcome switch
        {
            PartOutcome.Kept => "used",
            PartOutcome.Split => "polyphonic, split into melody and bass",
            PartOutcome.Drums => "drums",
            PartOutcome.Polyphonic => "dropped: polyphonic",
            PartOutcome.OutOfRange => "dropped: out of the NES's range",
            PartOutcome.Duplicate => "dropped: the same as another",
            PartOutcome.Unpitched => "dropped: sound effects and unpitched drums",
            _ => "dropped: hardly a note",
        };
}
