using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.Generation;
using LakhNes.Generator;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Text;
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
        var data = new Option<string>("--data") { Description = "A folder with valid/ and test/, each holding texts.", HelpName = "DIR", Required = true };
        var split = new Option<string>("--split") { Description = "valid, test, or all that are there.", DefaultValueFactory = _ => "all" };
        split.AcceptOnlyFromAmong("valid", "test", "all");
        Option<int> batch = CommonOptions.Number("--batch-size", "Streams that songs are dealt to.", 10, 1, 1024);
        Option<int> segment = CommonOptions.Number("--tgt-len", "Tokens of each stream that are predicted at once.", 128, 1, 4096);
        Option<int> memory = CommonOptions.Number("--mem-len", "Tokens before a segment that it attends to.", 896, 0, 8192);
        Option<int> threads = ModelAccess.ThreadsOption();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("eval", "Measure how well a model predicts songs.") { model, data, split, batch, segment, memory, threads, json };
        command.SetAction(parsed =>
        {
            var options = new EvaluationOptions
            {
                BatchSize = parsed.GetValue(batch),
                SegmentLength = parsed.GetValue(segment),
                MemoryLength = parsed.GetValue(memory),
            };
            string folder = parsed.GetRequiredValue(data), wanted = parsed.GetValue(split)!;
            using TransformerXlModel loaded = ModelAccess.Load(
                parsed.GetRequiredValue(model), new ModelLoadOptions { Threads = parsed.GetValue(threads), MaximumWindow = options.Window });
            var report = new JsonObject();
            foreach (string name in Splits.Where(name => wanted == name || (wanted == "all" && Directory.Exists(Path.Combine(folder, name)))))
            {
                EvaluationResult result = Evaluate(context, loaded, Path.Combine(folder, name), options, out int songs, out double seconds);
                report[name] = new JsonObject
                {
                    ["perplexity"] = result.Perplexity,
                    ["meanNll"] = result.MeanNll,
                    ["positions"] = result.Positions,
                    ["natsPerSecond"] = result.NatsPerSecond,
                    ["songs"] = songs,
                    ["seconds"] = seconds,
                };
                if (!parsed.GetValue(json))
                {
                    context.Output.WriteLine(FormattableString.Invariant(
                        $"{name}: perplexity {result.Perplexity:0.0000}, {result.MeanNll:0.00000} nats a token, {result.NatsPerSecond:0.00} nats a second of music ({songs} songs, {result.Segments} segments, in {seconds:0.0} s)"));
                }
            }

            if (report.Count == 0) throw new CommandException(folder, "has neither valid nor test");
            if (parsed.GetValue(json)) context.WriteJson(new JsonObject { ["splits"] = report });
        });
        return command;
    }

    private static EvaluationResult Evaluate(
        CommandContext context, TransformerXlModel model, string folder, EvaluationOptions options, out int songs, out double seconds)
    {
        EvaluationSong[] music = Read(folder, model.Vocabulary);
        songs = music.Length;
        EvaluationResult? result = null;
        var clock = Stopwatch.StartNew();
        context.WithProgress("Evaluating", progress => result = Evaluator.Evaluate(model, music, options, progress));
        seconds = clock.Elapsed.TotalSeconds;
        return result ?? throw new CommandException(folder, $"too little music to fill {options.BatchSize} streams with {options.SegmentLength} tokens");
    }

    private static EvaluationSong[] Read(string folder, TokenVocabulary vocabulary)
    {
        try
        {
            return [.. NesTextFolder.Read(folder, vocabulary).Select(score => EvaluationSong.From(score, vocabulary)).OfType<EvaluationSong>()];
        }
        catch (ScoreFormatException failure)
        {
            throw new CommandException(failure.Message);
        }
    }
}
