using System.CommandLine;
using System.CommandLine.Parsing;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Score.Harmony;

namespace LakhNes.Cli.Generation;

/// <summary><c>--chords</c> and <c>--follow</c>: chords that are composed to, and how closely.</summary>
internal sealed class ChordChoice
{
    private const int Percent = 100;

    private readonly Option<string?> _chords = new("--chords")
    {
        Description =
            "Chords to compose to, one a bar, such as \"Am F C G\"; with a colon each lasts so many beats: \"Am:2 D7:2\". After the last they begin again.",
        HelpName = "CHORDS",
    };

    private readonly Option<double> _follow = CommonOptions.Number(
        "--follow",
        "With --chords: how closely they are followed, in percent.",
        50.0,
        0,
        Percent
    );

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_chords);
        command.Options.Add(_follow);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_chords) is { } text && ChordProgression.Parse(text, 1, out string error) is null)
                result.AddError($"--chords: {error}.");
            if (result.GetValue(_chords) is null && result.GetResult(_follow) is { Implicit: false })
                result.AddError("--follow does nothing without --chords.");
        });
    }

    /// <summary>The user wants chords.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_chords) is not null;

    /// <summary>The same while the command line is checked.</summary>
    public bool IsWanted(CommandResult result) => result.GetValue(_chords) is not null;

    /// <summary>The chords on a piece's clock; null where none are wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">Where the first begins, in the text's units: at a bar line.</param>
    /// <param name="quarter">Units in a quarter note.</param>
    /// <param name="bar">Units in a bar.</param>
    public ChordTones? Constraint(ParseResult parsed, double start, double quarter, double bar) =>
        parsed.GetValue(_chords) is not { } text
            ? null
            : new ChordTones
            {
                Chords = ChordProgression.Parse(text, bar / quarter, out _),
                Start = start,
                Beat = start,
                Units = quarter,
                Strength = ChordTones.StrengthOf(parsed.GetValue(_follow) / Percent),
            };
}
