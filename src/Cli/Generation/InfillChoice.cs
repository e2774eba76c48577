using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator.Composition;

namespace LakhNes.Cli.Generation;

/// <summary>A part of a take that is composed anew: which bars and voices, and by what.</summary>
internal sealed class InfillChoice
{
    private const int WaitMilliseconds = 10;

    private readonly Option<(int First, int Last)?> _bars = new("--infill")
    {
        Description =
            "Compose these bars of a take anew (of --number's, or the newest), counted from the one in which it begins, such as 2-3; writes the new take.",
        HelpName = "BARS",
        CustomParser = ParseBars,
    };

    private readonly Option<VoiceSet?> _voices = ConstraintChoice.VoicesOption(
        "--voices",
        "With --infill: the voices that are composed anew; the others stay.",
        VoiceSet.All
    );

    private readonly Option<int?> _variation = CommonOptions.OptionalNumber(
        "--variation",
        "With --infill: another number gives other music (by default the project's).",
        0,
        999
    );

    private readonly Option<string?> _model = new("--model")
    {
        Description = "With --infill: the model (by default the project's, or the one that is shipped).",
        HelpName = "M.onnx",
    };

    private readonly Option<string?> _save = new("--save")
    {
        Description = "With --infill: also write a state that lists the new take, kept if the other one is.",
        HelpName = "STATE",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_bars);
        command.Options.Add(_voices);
        command.Options.Add(_variation);
        command.Options.Add(_model);
        command.Options.Add(_save);
        command.Validators.Add(result =>
        {
            Option[] dependent = [_voices, _variation, _model, _save];
            if (
                result.GetResult(_bars) is null
                && dependent.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } alone
            )
                result.AddError($"{alone.Name} says how --infill composes, which is missing.");
        });
    }

    /// <summary>The model's file, where the user names one.</summary>
    public string? ModelPath(ParseResult parsed) => parsed.GetValue(_model);

    /// <summary>The state that is to be written, if any.</summary>
    public string? SavePath(ParseResult parsed) => parsed.GetValue(_save);

    /// <summary>The user wants it.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_bars) is not null;

    /// <summary>An engine that can do what the user wants.</summary>
    /// <param name="parsed">The command line.</param>
    public ChipEngine Engine(ParseResult parsed) =>
        new(IsWanted(parsed) ? new ModelSource(ModelAccess.InstalledModel(), AppContext.BaseDirectory) : null);

    /// <summary>Composes the part anew and saves what is to be saved.</summary>
    /// <param name="context">Where progress is shown.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="engine">What <see cref="Engine"/> gave, with the state loaded.</param>
    /// <param name="path">The state's file.</param>
    /// <param name="takes">The takes to choose from, oldest first.</param>
    /// <returns>The new take.</returns>
    /// <exception cref="CommandException">There is no such take or part, or no model.</exception>
    public Take Compose(CommandContext context, ParseResult parsed, ChipEngine engine, string path, Take[] takes)
    {
        if (takes.Length == 0)
            throw new CommandException(path, "nothing was composed, so there is no take to fill in");
        if (parsed.GetValue(_model) is { } model)
            engine.UseModel(new ModelSource(Path.GetFullPath(model), AppContext.BaseDirectory));
        Take before = takes[^1];
        (int first, int last) = parsed.GetValue(_bars)!.Value;
        var wanted = new TakeInfill(before.Number, first, last, parsed.GetValue(_voices) ?? VoiceSet.All);
        if (!engine.TryInfillTake(in wanted, out InfillTask? task, out string error, parsed.GetValue(_variation)))
            throw new CommandException(path, error);
        if (engine.ModelWarning.Length > 0)
            context.Error.WriteLine(engine.ModelWarning);
        context.WithProgress(
            "Composing",
            progress =>
            {
                for (; !task.IsDone; Thread.Sleep(WaitMilliseconds))
                    progress.Report(task.Progress);
            }
        );
        if (task.Error.Length > 0)
            throw new CommandException(task.Error);
        if (before.Kept && !engine.KeepTake(task.Number, true))
            throw new CommandException(path, "no more takes can be kept");
        if (parsed.GetValue(_save) is { } saved)
            Files.Write(saved, stream => stream.Write(engine.SaveState()));
        return engine.Takes.Single(take => take.Number == task.Number);
    }

    private static (int, int)? ParseBars(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('-');
        if (
            parts.Length <= 2
            && TryParse(parts[0], out int first)
            && TryParse(parts[^1], out int last)
            && first >= 1
            && last >= first
        )
            return (first, last);
        result.AddError($"--infill: '{text}' names no bars; expected something like 2 or 2-3.");
        return null;
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
