using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Evaluation;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes eval</c>: perplexity and nats per second of music, by LakhNES' protocol.</summary>
internal static class EvalCommand
{
    private static readonly string[] Splits = ["valid", "test"];

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
            learn,
            learnt,
            threads,
            json,
        };
        command.SetAction(parsed =>
        {
            var options = new EvaluationOptions
            {
                BatchSize = parsed.GetValue(batch),
                SegmentLength = parsed.GetValue(segment),
                MemoryLength = parsed.GetValue(memory),
            };
            string folder = parsed.GetRequiredValue(data),
                wanted = parsed.GetValue(split)!;
            var load = new ModelLoadOptions { Threads = parsed.GetValue(threads), MaximumWindow = options.Window };
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
            foreach (
                string name in Splits.Where(name =>
                    wanted == name || (wanted == "all" && Directory.Exists(Path.Combine(folder, name)))
                )
            )
            {
                EvaluationSong[] songs = Read(Path.Combine(folder, name), loaded.Vocabulary);
                EvaluationResult result = Evaluate(context, loaded, folder, songs, options, out double seconds);
                JsonObject figures = Figures(result, songs.Length, seconds);
                report[name] = figures;
                string text = Describe(name, result, songs.Length, seconds);
                if (other is not null)
                {
                    EvaluationResult second = Evaluate(context, other, folder, songs, options, out seconds);
                    double choices = result.ShareOfOtherChoices(second);
                    JsonObject compared = Figures(second, songs.Length, seconds);
                    compared["likeliestDiffers"] = choices;
                    figures["against"] = compared;
                    text += FormattableString.Invariant(
                        $"\n{Describe($"{name}, {Path.GetFileName(otherPath)}", second, songs.Length, seconds)}\nperplexity {result.Perplexity / second.Perplexity - 1:+0.000 %;-0.000 %}, another likeliest token at {choices:0.00 %} of the positions"
                    );
                }

                if (!parsed.GetValue(json))
                    context.Output.WriteLine(text);
            }

            if (report.Count == 0)
                throw new CommandException(folder, "has neither valid nor test");
            if (parsed.GetValue(json))
                context.WriteJson(new JsonObject { ["splits"] = report });
        });
        return command;
    }

    private static JsonObject Figures(EvaluationResult result, int songs, double seconds) =>
        new()
        {
            ["perplexity"] = result.Perplexity,
            ["meanNll"] = result.MeanNll,
            ["positions"] = result.Positions,
            ["natsPerSecond"] = result.NatsPerSecond,
            ["songs"] = songs,
            ["seconds"] = seconds,
            ["recalled"] = result.Recalled is { } recalled
                ? new JsonObject
                {
                    ["perplexity"] = recalled.Perplexity,
                    ["meanNll"] = recalled.MeanNll,
                    ["natsPerSecond"] = recalled.NatsPerSecond,
                }
                : null,
        };

    private static string Describe(string name, EvaluationResult result, int songs, double seconds) =>
        FormattableString.Invariant(
            $"{name}: perplexity {result.Perplexity:0.0000}, {result.MeanNll:0.00000} nats a token, {result.NatsPerSecond:0.00} nats a second of music ({songs} songs, {result.Segments} segments, in {seconds:0.0} s){Recalled(result)}"
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
        EvaluationSong[] songs = Read(folder, model.Vocabulary);
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

    private static EvaluationResult Evaluate(
        CommandContext context,
        TransformerXlModel model,
        string folder,
        EvaluationSong[] songs,
        EvaluationOptions options,
        out double seconds
    )
    {
        EvaluationResult? result = null;
        var clock = Stopwatch.StartNew();
        context.WithProgress("Evaluating", progress => result = Evaluator.Evaluate(model, songs, options, progress));
        seconds = clock.Elapsed.TotalSeconds;
        return result
            ?? throw new CommandException(
                folder,
                $"too little music to fill {options.BatchSize} streams with {options.SegmentLength} tokens"
            );
    }

    private static EvaluationSong[] Read(string folder, TokenVocabulary vocabulary)
    {
        try
        {
            return
            [
                .. NesTextFolder
                    .Read(folder, vocabulary)
                    .Select(score => EvaluationSong.From(score, vocabulary))
                    .OfType<EvaluationSong>(),
            ];
        }
        catch (ScoreFormatException failure)
        {
            throw new CommandException(failure.Message);
        }
    }
}
