using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Corpus.Statistics;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Randomness;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>
/// <c>--choose</c>: of several candidates of a piece, composed side by side, the one is kept that is most like what songs do
/// (<see cref="AnswerScore"/>).
/// </summary>
/// <param name="usual">How many candidates there are by default.</param>
internal sealed class CandidateChoice(int usual)
{
    private const int MostCandidates = 16;

    // a piece that answers nothing answers its own beginning
    private const int PromptBars = 4;

    private readonly Option<int> _candidates = CommonOptions.Number(
        "--choose",
        "Compose so many candidates of each piece and keep the one that is most like what songs do.",
        usual,
        1,
        MostCandidates
    );

    /// <summary>Gives a command the option.</summary>
    public void AddTo(Command command) => command.Options.Add(_candidates);

    /// <summary>How many candidates there are of each piece.</summary>
    public int Count(ParseResult parsed) => parsed.GetValue(_candidates);

    /// <summary>
    /// The random stream of a candidate: the first has its piece's own, so that more candidates leave it as it was.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="piece">The piece's number.</param>
    /// <param name="candidate">The candidate's number.</param>
    public static Pcg32 Random(ulong seed, int piece, int candidate) => new(seed, (uint)piece + ((ulong)candidate << 32));

    /// <summary>The best candidate of a piece.</summary>
    /// <param name="candidates">All of it, complete.</param>
    /// <param name="text">What tokens mean.</param>
    /// <param name="heard">What they continue; null: nothing.</param>
    /// <param name="key">The key that it is to have, or its relative's mode at least; null: any.</param>
    public static Piece Best(ReadOnlySpan<Piece> candidates, TokenVocabulary text, NesScore? heard, MusicalKey? key = null)
    {
        if (candidates.Length == 1)
            return candidates[0];
        NesScore[] songs = new NesScore[candidates.Length];
        double? units = ((IMusicText)text).UnitsPerQuarter;
        for (int i = 0; i < songs.Length; i++)
            songs[i] = Timed(Tokeniser.Decode(candidates[i].AllTokens, text));
        NesScore first = heard is null ? songs[0] : Timed(heard);

        // the candidates answer one prompt, or each its own beginning, by the same bars
        BarGrid grid = units is { } quarter ? new BarGrid(quarter, 0, 4, 1) : BarGrid.Of(first);
        int bars = heard is null ? PromptBars : Math.Max(1, (int)Math.Round(grid.QuarterOf(first.Length) / grid.QuartersPerBar));
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < songs.Length; i++)
        {
            Phrase whole = Phrase.Of(songs[i], frame => grid.QuarterOf(frame), grid.QuartersPerBar);
            double distance = AnswerScore.Of(whole.Cut(0, bars), whole.Cut(bars, Math.Max(1, whole.Bars - bars)));
            if (key is { } wanted)
                distance += AnswerScore.OfMode(MusicalKey.Of(whole.Notes.AsSpan()), wanted.IsMinor);
            if (distance < least)
                (best, least) = (i, distance);
        }

        return candidates[best];

        // bars know their quarters, other texts are looked at in console frames
        NesScore Timed(NesScore score) => units is null ? ConsoleFrames.FromSamples(score) : score;
    }
}
