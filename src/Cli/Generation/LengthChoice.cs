using System.CommandLine;
using LakhNes.Generator.Composition;
using LakhNes.Score;

namespace LakhNes.Cli.Generation;

/// <summary><c>--gen-len</c>, <c>--seconds</c>, <c>--bars</c> and <c>--tempo</c>: how long a piece becomes.</summary>
/// <param name="tokens">Tokens where the user says nothing.</param>
internal sealed class LengthChoice(int tokens)
{
    private const int BeatsPerBar = 4;
    private const double SecondsPerMinute = 60;

    private readonly Option<int> _tokens = CommonOptions.Number(
        "--gen-len", "Tokens to compose at most (with --seconds or --bars: only if it is given).", tokens, 1, 10_000_000);

    private readonly Option<double?> _seconds = CommonOptions.OptionalNumber("--seconds", "Length in seconds; implies --grammar.", 0.1, 36_000);

    private readonly Option<int?> _bars = CommonOptions.OptionalNumber("--bars", "Length in bars of four beats; implies --grammar.", 1, 10_000);

    private readonly Option<double> _tempo = CommonOptions.Number("--tempo", "Beats a minute that --bars counts with.", 120.0, 10, 1000);

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tokens);
        command.Options.Add(_seconds);
        command.Options.Add(_bars);
        command.Options.Add(_tempo);
    }

    /// <summary>A plan with the length that the user chose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">The plan otherwise.</param>
    /// <param name="unit">What the model's waits count.</param>
    /// <param name="from">When what is composed begins, in units.</param>
    public CompositionPlan Limit(ParseResult parsed, CompositionPlan plan, TimeUnit unit, long from)
    {
        double? length = parsed.GetValue(_seconds);
        if (parsed.GetValue(_bars) is { } bars) length = bars * BeatsPerBar * SecondsPerMinute / parsed.GetValue(_tempo);
        int count = parsed.GetValue(_tokens);
        if (length is not { } seconds) return plan with { TokenCount = count };

        // without grammar a model could go on for ever without a wait
        return plan with
        {
            EndTime = from + (long)Math.Round(seconds * unit.PerSecond),
            TokenCount = parsed.GetResult(_tokens) is { Implicit: false } ? count : null,
            Constraints = [.. plan.Constraints.Where(constraint => constraint is not Grammar), new Grammar()],
        };
    }
}
