using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Engine;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Cli.Audio;

/// <summary><c>--tuning</c> and <c>--keyboard-map</c>: how keys are tuned.</summary>
internal sealed class TuningChoice
{
    private readonly Option<string?> _tuning = new("--tuning")
    {
        Description =
            $"How keys are tuned: a scale of Scala ({TuningFile.ScaleExtension}), or messages of the MIDI Tuning Standard "
            + $"({TuningFile.MessagesExtension}).",
        HelpName = "FILE.scl",
    };

    private readonly Option<string?> _map = new("--keyboard-map")
    {
        Description =
            $"Which key plays which degree of the scale ({TuningFile.MapExtension}); without it the first is C4, which stays as it is.",
        HelpName = "FILE.kbm",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tuning);
        command.Options.Add(_map);
    }

    /// <summary>The files that are read.</summary>
    public IEnumerable<string?> Inputs(ParseResult parsed) => [parsed.GetValue(_tuning), parsed.GetValue(_map)];

    /// <summary>Tunes an engine.</summary>
    /// <exception cref="CommandException">A file is missing, or is none.</exception>
    public void Load(ParseResult parsed, ChipEngine engine)
    {
        foreach (string? path in Inputs(parsed))
        {
            if (path is null)
                continue;
            if (!TuningFile.TryRead(path, engine.Tuning, out Tuning tuning, out string error))
                throw new CommandException(error);
            engine.Tuning = tuning;
        }
    }
}
