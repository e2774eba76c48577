using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Cli.Evaluation;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Drawing;
using LakhNes.Generator;
using LakhNes.Generator.Evaluation;
using LakhNes.Generator.Recall;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes eval</c>: perplexity and nats per second of music, by LakhNES' protocol.</summary>
internal static class EvalCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Option<string> model = ModelAccess.ModelOption();
        var data = new Option<string>("--data")
        {
            Description = "A folder with valid/ and test/, each holding texts.",
            HelpName = "DIR",
            Required = true,
        };
        var split = new Option<string>("--split")
        {
            Description = "valid, test, or all that are there.",
            DefaultValueFactory = _ => "all",
        };
        split.AcceptOnlyFromAmong("valid", "test", "all");
        var against = new Option<string?>("--against")
        {
            Description = "Another model of the same vocabulary to compare with.",
            HelpName = "M.onnx",
        };
        Option<int> batch = CommonOptions.Number("--batch-size", "Streams that songs are dealt to.", 10, 1, 1024);
        Option<int> segment = CommonOptions.Number(
            "--tgt-len",
            "Tokens of each stream that are predicted at once.",
            128,
            1,
            4096
        );
        Option<int> memory = CommonOptions.Number("--mem-len", "Tokens before a segment that it attends to.", 896, 0, 8192);
        Option<int> extended = CommonOptions.Number(
            "--ext-len",
            "Tokens before a segment that are computed anew with it.",
            0,
            0,
            4096
        );
        Option<int?> clamp = CommonOptions.OptionalNumber(
            "--clamp-len",
            "Distances beyond this one count as this one; 0: no limit (by default as the model says).",
            0,
            TransformerXlDimensions.MaximumMemoryLength
        );
        var sameLength = new Option<bool>("--same-length") { Description = "Every token attends to exactly --mem-len others." };
        var models = new Option<string[]>("--models")
        {
            Description = "Several models or checkpoints' folders, for a table of them.",
            HelpName = "MODEL...",
            AllowMultipleArgumentsPerToken = true,
        };
        var csv = new Option<string?>("--csv") { Description = "Write the table of --models.", HelpName = "FILE" };
        var png = new Option<string?>("--png") { Description = "Draw the table of --models.", HelpName = "FILE" };
        CommonOptions.Extension(csv, ".csv");
        CommonOptions.Extension(png, ".png");
        var cache = new Option<string>("--cache")
        {
            Description = "The folder that keeps models imported for --models.",
            HelpName = "DIR",
            DefaultValueFactory = _ => CheckpointCache.Folder,
        };
        var learn = new Option<string?>("--learn-recall")
        {
            Description =
                "Learn from DIR/train how far what is recalled is to be trusted, use it, and write it for 'import' (recall.txt).",
            HelpName = "FILE",
        };
        Option<int> learnt = CommonOptions.Number(
            "--learn-songs",
            "So many songs of DIR/train at most, evenly spread.",
            100,
            10,
            1_000_000
        );
        Option<int> threads = ModelAccess.ThreadsOption();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("eval", "Measure how well a model predicts songs.")
        {
            model,
            data,
            split,
            against,
            batch,
            segment,
            memory,
            extended,
            clamp,
            sameLength,
            models,
            csv,
            png,
            cache,
            learn,
            learnt,
            threads,
            json,
        };
        CommonOptions.Needs(command, models, csv, png, cache);
        CommonOptions.Excludes(command, models, model, against, learn);
        command.SetAction(parsed =>
        {
            var options = new EvaluationOptions
            {
                BatchSize = parsed.GetValue(batch),
                SegmentLength = parsed.GetValue(segment),
                MemoryLength = parsed.GetValue(memory),
                ExtendedLength = parsed.GetValue(extended),
                Threads = parsed.GetValue(threads),
            };
            string folder = parsed.GetRequiredValue(data),
                wanted = parsed.GetValue(split)!;
            var load = new ModelLoadOptions
            {
                Threads = options.ModelThreads,
                MaximumWindow = options.Window,
                ClampLength = parsed.GetValue(clamp),
                SameLength = parsed.GetValue(sameLength) ? true : null,
            };
            if (parsed.GetValue(models) is { Length: > 0 } several)
            {
                Files.CheckOutputs([parsed.GetValue(csv), parsed.GetValue(png)], several);
                string[] files = [.. several.Select(path => CheckpointCache.ModelOf(context, path, parsed.GetValue(cache)!))];
                string[] splits = SplitEvaluation.Wanted(folder, wanted);
                // before the first model is evaluated, which takes long
                Dictionary<string, EvaluationSong[]>[] songs = [.. files.Select(file => Read(file, folder, splits))];
                var table = new ModelTable(
                    [.. several.Select((path, i) => Evaluate(context, path, files[i], folder, songs[i], load, options))],
                    splits
                );
                if (parsed.GetValue(csv) is { } lines)
                    Files.Write(lines, stream => stream.Write(Encoding.UTF8.GetBytes(table.ToCsv())));
                if (parsed.GetValue(png) is { } chart)
                    Files.Write(chart, stream => PngWriter.Write(stream, table.Draw($"{folder}: {several.Length} models")));
                if (parsed.GetValue(json))
                    context.WriteJson(new JsonObject { ["models"] = table.ToJson() });
                else
                    table.Print(context.Output);
                return;
            }

            using TransformerXlModel loaded = ModelAccess.Load(parsed.GetRequiredValue(model), load);
            string? otherPath = parsed.GetValue(against);
            using TransformerXlModel? other = otherPath is null ? null : ModelAccess.Load(otherPath, load);
            if (other is not null && !other.Vocabulary.Symbols.SequenceEqual(loaded.Vocabulary.Symbols))
                throw new CommandException(otherPath!, "has another vocabulary than the model that it is compared with");
            RecallWeights weights = loaded.Recall;
            if (parsed.GetValue(learn) is { } file)
            {
                weights = Learn(context, loaded, Path.Combine(folder, "train"), parsed.GetValue(learnt), options);
                Files.Write(file, stream => stream.Write(Encoding.ASCII.GetBytes(weights + "\n")));
            }

            options = options with { Recall = weights };
            var report = new JsonObject();
            foreach (string name in SplitEvaluation.Wanted(folder, wanted))
            {
                EvaluationSong[] songs = SplitEvaluation.Read(Path.Combine(folder, name), loaded.Vocabulary);
                SplitEvaluation evaluated = SplitEvaluation.Of(context, loaded, folder, songs, options);
                JsonObject figures = evaluated.ToJson();
                report[name] = figures;
                string text = Describe(name, evaluated);
                if (other is not null)
                {
                    SplitEvaluation second = SplitEvaluation.Of(context, other, folder, songs, options);
                    double choices = evaluated.Result.ShareOfOtherChoices(second.Result);
                    JsonObject compared = second.ToJson();
                    compared["likeliestDiffers"] = choices;
                    figures["against"] = compared;
                    text += FormattableString.Invariant(
                        $"\n{Describe($"{name}, {Path.GetFileName(otherPath)}", second)}\nperplexity {evaluated.Result.Perplexity / second.Result.Perplexity - 1:+0.000 %;-0.000 %}, another likeliest token at {choices:0.00 %} of the positions"
                    );
                }

                if (!parsed.GetValue(json))
                    context.Output.WriteLine(text);
            }

            if (parsed.GetValue(json))
                context.WriteJson(new JsonObject { ["splits"] = report });
        });
        return command;
    }

    // the songs of each split in the text that a model knows
    private static Dictionary<string, EvaluationSong[]> Read(string file, string folder, string[] splits)
    {
        using ModelFile model = ModelAccess.Guard(file, () => ModelFile.Open(file));
        return splits.ToDictionary(split => split, split => SplitEvaluation.Read(Path.Combine(folder, split), model.Vocabulary));
    }

    private static EvaluatedModel Evaluate(
        CommandContext context,
        string path,
        string file,
        string folder,
        Dictionary<string, EvaluationSong[]> songs,
        ModelLoadOptions load,
        EvaluationOptions options
    )
    {
        using TransformerXlModel model = ModelAccess.Load(file, load);
        return new EvaluatedModel(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(path)),
            model.Dimensions.ParameterCount,
            model.Vocabulary.Unit.Name,
            songs.ToDictionary(split => split.Key, split => SplitEvaluation.Of(context, model, folder, split.Value, options))
        );
    }

    private static string Describe(string name, SplitEvaluation split) =>
        FormattableString.Invariant(
            $"{name}: perplexity {split.Result.Perplexity:0.0000}, {split.Result.MeanNll:0.00000} nats a token, {split.Result.NatsPerSecond:0.00} nats a second of music ({split.Songs} songs, {split.Result.Segments} segments, in {split.Seconds:0.0} s){Recalled(split.Result)}"
        );

    private static string Recalled(EvaluationResult result) =>
        result.Recalled is { } recalled
            ? FormattableString.Invariant(
                $"\n  with what it recalls: {recalled.MeanNll:0.00000} nats a token ({recalled.MeanNll / result.MeanNll - 1:+0.0 %;-0.0 %}), {recalled.NatsPerSecond:0.00} nats a second"
            )
            : "";

    // songs of one game follow each other by name
    private static RecallWeights Learn(
        CommandContext context,
        TransformerXlModel model,
        string folder,
        int most,
        EvaluationOptions options
    )
    {
        EvaluationSong[] songs = SplitEvaluation.Read(folder, model.Vocabulary);
        int step = Math.Max(1, songs.Length / most);
        var training = new RecallTraining();
        context.WithProgress(
            "Learning",
            progress => Evaluator.Evaluate(model, [.. songs.Where((_, i) => i % step == 0)], options, progress, training)
        );
        return training.Count > 0
            ? training.Learn(model.Recall)
            : throw new CommandException(folder, "too little music to learn from");
    }
}
