using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LakhNes.Cli.Generation;
using LakhNes.Cli.TrainingRuns;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Training.Data;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes train --data DIR --out DIR</c>: a model learns, from nothing or on from what it knows.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var data = new Option<string>("--data") { Description = "A folder with train/ and valid/, each holding texts.", HelpName = "DIR", Required = true };
        var output = new Option<string>("--out") { Description = "The run's folder: checkpoints (best, last), log, plot and state.", HelpName = "DIR", Required = true };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in that folder. Lengths, schedule and augmentation may change." };
        var models = new ModelChoice();
        var runs = new RunChoice();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("train", "Train a model.") { data, output, resume };
        foreach (Option option in models.All.Concat(runs.All).Append(json)) command.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(resume)) return;
            foreach (Option option in models.All.Concat(runs.Fixed).Where(option => result.GetResult(option) is not null))
                result.AddError($"{option.Name} cannot change in a run that is resumed; begin another with --init.");
        });
        command.SetAction(parsed =>
        {
            string texts = parsed.GetRequiredValue(data), folder = parsed.GetRequiredValue(output);
            using TrainingRun run = Guard(folder, () => parsed.GetValue(resume)
                ? Resume(parsed, runs, texts, folder)
                : Begin(parsed, runs, models, texts, folder));
            RunEnd end = Guard(folder, () => WithInterrupts(stop => Run(context, run, stop, !parsed.GetValue(json))));
            Report(context, run, end, folder, parsed.GetValue(json));
        });
        return command;
    }

    private static TrainingRun Begin(ParseResult parsed, RunChoice runs, ModelChoice models, string texts, string folder)
    {
        RunOptions options = runs.Choose(parsed, new RunOptions());
        TransformerXlWeights model = models.Choose(parsed, () => ModelAccess.Guard(Path.Combine(texts, "vocab.txt"), () => CheckpointReader.ReadVocabulary(texts)), options);
        return new TrainingRun(model, TrainingData.Read(texts, model.Vocabulary), options, folder);
    }

    private static TrainingRun Resume(ParseResult parsed, RunChoice runs, string texts, string folder)
    {
        string path = Path.Combine(folder, TrainingState.FileName);
        TrainingState state = ModelAccess.Guard(path, () => TrainingState.Read(path));
        return new TrainingRun(state, TrainingData.Read(texts, state.Vocabulary), runs.Choose(parsed, state.Options), folder);
    }

    private static RunEnd Run(CommandContext context, TrainingRun run, CancellationToken stop, bool talks)
    {
        RunEnd end = default;
        context.WithProgress("Training", progress => end = run.Run(new RunReport(context, progress, talks), stop));
        return end;
    }

    // the first interrupt ends the run in good order, the second one ends the process
    private static RunEnd WithInterrupts(Func<CancellationToken, RunEnd> run)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return run(stop.Token);
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

    private static void Report(CommandContext context, TrainingRun run, RunEnd end, string folder, bool json)
    {
        RunPosition position = run.Position;
        if (json)
        {
            context.WriteJson(new JsonObject
            {
                ["folder"] = folder,
                ["end"] = end switch { RunEnd.Finished => "finished", RunEnd.NoBetter => "noBetter", _ => "stopped" },
                ["steps"] = position.Step,
                ["tokens"] = position.Tokens,
                ["seconds"] = Math.Round(position.Seconds, 3),
                ["bestLoss"] = position.BestLoss,
                ["bestPerplexity"] = position.BestLoss is { } loss ? Math.Exp(loss) : null,
                ["bestStep"] = position.BestLoss is null ? null : position.BestStep,
            });
            return;
        }

        string why = end switch { RunEnd.Finished => "finished", RunEnd.NoBetter => "no better any more", _ => "stopped; go on with --resume" };
        string best = position.BestLoss is { } nats
            ? FormattableString.Invariant($"; best validation perplexity {Math.Exp(nats):0.0000} at step {position.BestStep}")
            : "";
        context.Output.WriteLine(FormattableString.Invariant($"{folder}: {why} after {position.Step} steps, {position.Tokens / 1e6:0.00} M tokens, {position.Seconds / 60:0.0} min{best}"));
    }
}
