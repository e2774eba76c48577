using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Looping;
using LakhNes.Generator.Decoding;
using LakhNes.Score;

namespace LakhNes.Cli.Generation;

/// <summary><c>--loop</c>: pieces that lead back into their beginning, by <see cref="LoopSeam"/>.</summary>
/// <param name="timing">How long pieces are.</param>
internal sealed class LoopChoice(TimingChoice timing)
{
    private const int Candidates = 8;

    // streams of the seed that no candidate of a piece has
    private const int FirstCandidate = 1 << 16;

    private readonly Option<bool> _loop = new("--loop")
    {
        Description =
            "The piece leads back into its beginning: its last bars are chosen for that, and its files say that it loops (.nsf, .vgm, .wav, .mid).",
    };

    /// <summary>Gives a command the option.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_loop);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_loop) && !timing.HasBars(result))
                result.AddError("--loop needs a length in bars: --bars or --form.");
        });
    }

    /// <summary>The user wants loops.</summary>
    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_loop);

    /// <summary>Closes pieces, where the user wants loops; each place of the list gets the piece that loops.</summary>
    /// <returns>
    /// How each piece was closed; null where no loops are wanted.
    /// </returns>
    /// <param name="context">Shows how it gets on.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="composing">How pieces are composed.</param>
    /// <param name="plans">What each was composed by.</param>
    /// <param name="pieces">The pieces, complete.</param>
    /// <param name="seed">Of their random streams.</param>
    /// <param name="heard">What they continue, if anything: their beginning.</param>
    /// <exception cref="CommandException">A piece is too short.</exception>
    public ClosedLoop[]? Close(
        CommandContext context,
        ParseResult parsed,
        TransformerXlModel model,
        ComposingChoice composing,
        IReadOnlyList<CompositionPlan> plans,
        Piece[] pieces,
        ulong seed,
        NesScore? heard = null
    )
    {
        if (!IsWanted(parsed))
            return null;
        (double start, double bar) = timing.FirstBar(parsed, model.Vocabulary, heard);
        if (plans.Any(plan => plan.EndTime < start + (LoopSeam.ShortestBars * bar) - 1))
            throw new CommandException($"--loop needs {LoopSeam.ShortestBars} bars or more");
        var loops = new ClosedLoop[pieces.Length];
        context.WithProgress(
            "Closing loops",
            progress =>
            {
                using TransformerXlDecoder decoder = composing.Decoder(parsed, model, Candidates);
                var seam = new LoopSeam(decoder);
                for (int i = 0; i < pieces.Length; i++)
                {
                    int number = i;
                    loops[i] = seam.Close(
                        pieces[i],
                        plans[i],
                        (long)Math.Round(start),
                        bar,
                        candidate => CandidateChoice.Random(seed, number, FirstCandidate + candidate)
                    );
                    pieces[i] = loops[i].Piece;
                    progress.Report((i + 1.0) / pieces.Length);
                    for (int stream = 0; stream < Candidates; stream++)
                        decoder.Reset(stream);
                }
            }
        );
        return loops;
    }

    /// <summary>What a piece's seam is like, for people.</summary>
    public static string Said(ClosedLoop loop) =>
        FormattableString.Invariant($", leads back at {loop.Nats:0.0} nats ({loop.NatsBefore:0.0} as composed at first)");
}
