using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Cli.Generation;

/// <summary><c>--expression</c>: how much of the dynamics and timbres that songs give notes a piece has.</summary>
internal sealed class ExpressionChoice
{
    // of a piece that has neither bars nor a beat
    private const double UsualBeat = 0.5;

    private readonly Option<double> _amount = CommonOptions.Number(
        "--expression",
        "Loud and soft notes and timbres as songs would play them, in percent; 0: all notes alike.",
        100.0,
        0,
        100
    );

    /// <summary>Gives a command the option.</summary>
    public void AddTo(Command command) => command.Options.Add(_amount);

    /// <summary>A piece with as much as the user wants.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="score">The piece.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="beat">Seconds of a beat of a piece without bars.</param>
    public ExpressedPiece Express(ParseResult parsed, NesScore score, ulong seed, double? beat) =>
        ScoreDressing.Express(score, parsed.GetValue(_amount) / 100, beat ?? UsualBeat, seed);
}
