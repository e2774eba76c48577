using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.Evaluation;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.TrainingRuns;
using LakhNes.Generator;
using LakhNes.Training;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes train --data DIR --out DIR</c>: a model learns, from nothing or on from what it knows.</summary>
internal static class TrainCommand
{
    private const string ModelName = "model.onnx";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var data = new Option<string>("--data")
        {
            Description = "A folder with train/ and valid/, each holding texts.",
            HelpName = "DIR",
        };
        var midi = new Option<string>("--midi")
        {
            Description =
                "A folder of MIDI files whose style the model learns, in some minutes: they are adapted to the NES, one in five is held out.",
            HelpName = "DIR",
        };
        var output = new Option<string>("--out")
        {
            Description = "The run's folder: checkpoints (best, last), log, plot and state.",
            HelpName = "DIR",
            Required = true,
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Go on with the run in that folder. Lengths, schedule and augmentation may change.",
        };
        var engines = new EngineChoice();
        var models = new ModelChoice();
        var runs = new RunChoice();
        var test = new Option<bool>("--test")
        {
            Description = "At the end measure the best model on DIR/test, which nothing was chosen by.",
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("train", "Train a model.") { data, midi, output, resume, test };
        foreach (Option option in models.All.Concat(runs.All).Append(json))
            command.Add(option);
        engines.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(data) is null == result.GetResult(midi) is null)
                result.AddError("Say what to train on: --data or --midi.");
            if (result.GetValue(test) && result.GetResult(data) is null)
                result.AddError("--test does nothing without --data.");
            if (!result.GetValue(resume))
                return;
            foreach (Option option in models.All.Concat(runs.Fixed).Where(option => result.GetResult(option) is not null))
                result.AddError($"{option.Name} cannot change in a run that is resumed; begin another with --init.");
        });
        command.SetAction(parsed =>
        {
            if (engines.IsElsewhere(parsed, context))
                return TorchProgram.Run(parsed.Tokens.Select(token => token.Value));
            TrainingEngine? engine = engines.Choose(parsed, context);
            string folder = parsed.GetRequiredValue(output);
            var songs = new SongChoice(parsed.GetValue(data), parsed.GetValue(midi));
            using TrainingRun run = Guard(
                folder,
                () =>
                    parsed.GetValue(resume)
                        ? Resume(parsed, runs, songs, folder, engine)
                        : Begin(parsed, runs, models, songs, folder, engine)
            );
            RunEnd end = Guard(folder, () => Interrupts.EndInGoodOrder(stop => Run(context, run, stop, !parsed.GetValue(json))));
            string model = Path.Combine(folder, ModelName);
            Files.Write(model, stream => ModelFile.Write(ModelChoice.Read(run.BestCheckpoint), ModelPrecision.Int8, stream));
            SplitEvaluation? tested = parsed.GetValue(test)
                ? SplitEvaluation.OfCheckpoint(context, run.BestCheckpoint, Path.Combine(parsed.GetValue(data)!, "test"))
                : null;
            Report(context, run, end, model, tested, parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static TrainingRun Begin(
        ParseResult parsed,
        RunChoice runs,
        ModelChoice models,
        SongChoice songs,
        string folder,
        TrainingEngine? engine
    )
    {
        if (File.Exists(Path.Combine(folder, TrainingState.FileName)))
            throw new CommandException(folder, "holds a run already; go on with --resume, or choose another folder");
        RunOptions options = runs.Choose(
            parsed,
            songs.Usual with
            {
                ValidateFirst = songs.Usual.ValidateFirst || models.IsGiven(parsed),
            }
        );
        TransformerXlWeights model = models.Choose(parsed, songs.UsualModel, songs.ReadVocabulary, options);
        return new TrainingRun(model, songs.Read(model.Vocabulary, options.Trainer.Seed), options, folder, engine);
    }

    private static TrainingRun Resume(ParseResult parsed, RunChoice runs, SongChoice songs, string folder, TrainingEngine? engine)
    {
        string path = Path.Combine(folder, TrainingState.FileName);
        TrainingState state = ModelAccess.Guard(path, () => TrainingState.Read(path));
        return new TrainingRun(
            state,
            songs.Read(state.Vocabulary, state.Options.Trainer.Seed),
            runs.Choose(parsed, state.Options),
            folder,
            engine
        );
    }

    private static RunEnd Run(CommandContext context, TrainingRun run, CancellationToken stop, bool talks)
    {
        RunEnd end = default;
        context.WithProgress("Training", progress => end = run.Run(new RunReport(context, progress, talks), stop));
        return end;
    }

    private static T Guard<T>(string folder, Func<T> work)
    {
        try
        {
            return ModelAccess.Guard(folder, work);
        }
        catch (TrainingStateException failure)
        {
            throw new CommandException(Path.Combine(folder, TrainingState.FileName), failure.Message);
        }
        catch (TrainingException failure)
        {
            throw new CommandException(folder, failure.Message);
        }
    }

    private static void Report(
        CommandContext context,
        TrainingRun run,
        RunEnd end,
        string model,
        SplitEvaluation? tested,
        bool json
    )
    {
        RunPosition position = run.Position;
        double? Nats(double? loss) => run.TokensPerSecondOfMusic > 0 ? loss * run.TokensPerSecondOfMusic : null;
        if (json)
        {
            context.WriteJson(
                new JsonObject
                {
                    ["model"] = model,
                    ["end"] = end switch
                    {
                        RunEnd.Finished => "finished",
                        RunEnd.NoBetter => "noBetter",
                        _ => "stopped",
                    },
                    ["steps"] = position.Step,
                    ["tokens"] = position.Tokens,
                    ["seconds"] = Math.Round(position.Seconds, 3),
                    ["firstNatsPerSecond"] = Nats(position.FirstLoss),
                    ["bestNatsPerSecond"] = Nats(position.BestLoss),
                    ["bestPerplexity"] = position.BestLoss is { } loss ? Math.Exp(loss) : null,
                    ["bestStep"] = position.BestLoss is null ? null : position.BestStep,
                    ["test"] = tested?.ToJson(),
                    ["heldOut"] = new JsonArray([.. run.HeldOut.Select(file => JsonValue.Create(file))]),
                }
            );
            return;
        }

        string why = end switch
        {
            RunEnd.Finished => "finished",
            RunEnd.NoBetter => "no better any more",
            _ => "stopped; go on with --resume",
        };
        context.Output.WriteLine(
            FormattableString.Invariant(
                $"{why}: {position.Step} steps, {position.Tokens / 1e6:0.00} M tokens, {position.Seconds / 60:0.0} min"
            )
        );
        if (run.HeldOut.Count > 0)
            context.Output.WriteLine($"held out: {string.Join(", ", run.HeldOut.Select(Path.GetFileName))}");
        if (position.BestLoss is { } best)
        {
            string nats = Nats(best) is { } now ? FormattableString.Invariant($", {now:0.00} nats a second of music") : "";
            string before =
                position.FirstLoss is { } first && Nats(first) is { } then
                    ? FormattableString.Invariant($"; before {then:0.00}, so {100 * (best / first - 1):+0.0;-0.0} %")
                    : "";
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"validation at step {position.BestStep}: perplexity {Math.Exp(best):0.0000}{nats}{before}"
                )
            );
        }

        if (tested is not null)
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"test: perplexity {tested.Result.Perplexity:0.0000}, {tested.Result.NatsPerSecond:0.00} nats a second of music"
                )
            );
        context.Output.WriteLine(model);
    }
}
