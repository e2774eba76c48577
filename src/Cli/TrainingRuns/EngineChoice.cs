using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Training;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>What takes the steps of a run: the project's own graphs, or TorchSharp.</summary>
internal sealed class EngineChoice
{
    private const string TorchSharp = "torch";

    private readonly Option<string> _engine = new("--engine")
    {
        Description =
            "What takes the steps: own (default), or torch, a program that './build.sh torch' builds. A run that is resumed may change it.",
    };

    private readonly Option<string> _arithmetic = new("--arithmetic")
    {
        Description = "What --engine torch multiplies in: bf16 (default), or fp32.",
    };

    /// <summary>Makes the options.</summary>
    public EngineChoice()
    {
        _engine.AcceptOnlyFromAmong("own", TorchSharp);
        _arithmetic.AcceptOnlyFromAmong("bf16", "fp32");
    }

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_engine);
        command.Add(_arithmetic);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_arithmetic) is not null && result.GetValue(_engine) != TorchSharp)
                result.AddError($"{_arithmetic.Name} does nothing without {_engine.Name} {TorchSharp}.");
        });
    }

    /// <summary>Another program takes the steps: this one does not have the engine that was chosen.</summary>
    public bool IsElsewhere(ParseResult parsed, CommandContext context) =>
        parsed.GetValue(_engine) == TorchSharp && context.Torch is null;

    /// <summary>The engine; null: the project's own.</summary>
    public TrainingEngine? Choose(ParseResult parsed, CommandContext context) =>
        parsed.GetValue(_engine) == TorchSharp ? context.Torch!(parsed.GetValue(_arithmetic) == "fp32") : null;
}
