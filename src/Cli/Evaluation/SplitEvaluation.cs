using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.TrainingRuns;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Evaluation;

/// <summary>How well a model predicts the songs of one split.</summary>
/// <param name="Result">The figures.</param>
/// <param name="Songs">How many songs there were.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SplitEvaluation(EvaluationResult Result, int Songs, double Seconds)
{
    /// <summary>The splits that are evaluated, in the order of reports.</summary>
    public static IReadOnlyList<string> Names { get; } = ["valid", "test"];

    /// <summary>The splits of a folder that are wanted.</summary>
    /// <param name="folder">Holds a folder a split.</param>
    /// <param name="wanted">One of <see cref="Names"/>, or <c>all</c> that are there.</param>
    /// <exception cref="CommandException">There are none.</exception>
    public static string[] Wanted(string folder, string wanted)
    {
        string[] names =
        [
            .. Names.Where(name => wanted == name || (wanted == "all" && Directory.Exists(Path.Combine(folder, name)))),
        ];
        return names.Length > 0 ? names : throw new CommandException(folder, "has neither valid nor test");
    }

    /// <summary>Evaluates a model on the songs of a folder.</summary>
    /// <exception cref="CommandException">They cannot be read, or are too few.</exception>
    public static SplitEvaluation Of(
        CommandContext context,
        TransformerXlModel model,
        string folder,
        EvaluationSong[] songs,
        EvaluationOptions options
    )
    {
        EvaluationResult? result = null;
        var clock = Stopwatch.StartNew();
        context.WithProgress("Evaluating", progress => result = Evaluator.Evaluate(model, songs, options, progress));
        return result is null
            ? throw new CommandException(
                folder,
                $"too little music to fill {options.BatchSize} streams with {options.SegmentLength} tokens"
            )
            : new SplitEvaluation(result, songs.Length, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Evaluates a checkpoint by LakhNES' protocol; what little music there is fills fewer streams.</summary>
    /// <param name="context">Where to show progress.</param>
    /// <param name="checkpoint">Its folder.</param>
    /// <param name="folder">The songs.</param>
    /// <exception cref="CommandException">They cannot be read, or are too few.</exception>
    public static SplitEvaluation OfCheckpoint(CommandContext context, string checkpoint, string folder)
    {
        const int SongsOfStream = 4;
        string file = Path.Combine(checkpoint, "single.onnx.tmp");
        try
        {
            Files.Write(file, stream => ModelFile.Write(ModelChoice.Read(checkpoint), ModelPrecision.Float32, stream));
            EvaluationSong[] songs = Read(folder, CheckpointReader.ReadVocabulary(checkpoint));
            var options = new EvaluationOptions { Threads = ModelAccess.UsualThreads };
            options = options with { BatchSize = Math.Clamp(songs.Length / SongsOfStream, 1, options.BatchSize) };
            using TransformerXlModel model = ModelAccess.Load(
                file,
                new ModelLoadOptions { Threads = options.ModelThreads, MaximumWindow = options.Window }
            );
            return Of(context, model, folder, songs, options);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The songs of a folder in a model's symbols.</summary>
    /// <exception cref="CommandException">They cannot be read.</exception>
    public static EvaluationSong[] Read(string folder, TokenVocabulary vocabulary)
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

    /// <summary>The figures as JSON.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["perplexity"] = Result.Perplexity,
            ["meanNll"] = Result.MeanNll,
            ["positions"] = Result.Positions,
            ["natsPerSecond"] = Result.NatsPerSecond,
            ["tokensPerSecond"] = Result.TokensPerSecond,
            ["songs"] = Songs,
            ["seconds"] = Seconds,
            ["recalled"] = Result.Recalled is { } recalled
                ? new JsonObject
                {
                    ["perplexity"] = recalled.Perplexity,
                    ["meanNll"] = recalled.MeanNll,
                    ["natsPerSecond"] = recalled.NatsPerSecond,
                }
                : null,
        };
}
