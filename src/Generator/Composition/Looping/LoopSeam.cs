using LakhNes.Generator.Decoding;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Looping;

/// <summary>
/// Makes a piece lead back into its own beginning: its last bars are composed several times, and those are kept after which its
/// first bars are likeliest.
/// </summary>
/// <param name="decoder">Has a stream for each candidate; nobody else uses it meanwhile.</param>
public sealed class LoopSeam(TransformerXlDecoder decoder)
{
    // bars that are composed anew
    private const int LastBars = 2;

    /// <summary>Bars of the beginning that are looked at.</summary>
    public const int FirstBars = 2;

    /// <summary>Bars of the shortest loop.</summary>
    public const int ShortestBars = LastBars + FirstBars;

    /// <summary>
    /// Closes a piece; as many candidates are composed as the decoder has streams, and the piece itself is one more.
    /// </summary>
    /// <param name="piece">The piece, complete.</param>
    /// <param name="plan">What it was composed by; it says where the piece ends.</param>
    /// <param name="start">Where the part begins that is to loop, in the text's units: at a bar line.</param>
    /// <param name="bar">Length of a bar in the text's units.</param>
    /// <param name="random">The random stream of a candidate.</param>
    /// <exception cref="ArgumentException">
    /// The plan says no end, or the piece has fewer than <see cref="ShortestBars"/> bars.
    /// </exception>
    public ClosedLoop Close(Piece piece, CompositionPlan plan, long start, double bar, Func<int, Pcg32> random)
    {
        if (plan.EndTime is not { } end || end - start < (ShortestBars * bar) - 1)
            throw new ArgumentException($"a loop has {ShortestBars} bars or more", nameof(plan));
        IMusicText text = piece.State.Text;
        int[] known = Before(piece.AllTokens, text, (long)Math.Round(end - (LastBars * bar)));
        var candidates = new Piece[decoder.StreamCount];
        for (int i = 0; i < candidates.Length; i++)
            candidates[i] = new Piece(text, plan, random(i), known);
        var composer = new Composer(decoder);
        composer.Compose(candidates);
        double[] nats = [.. candidates.Select(Nats)];

        // the piece itself, told anew on a stream that is free now
        piece.KnownToModel = piece.ToldFrom;
        decoder.Reset(0);
        double before = Nats(piece, 0);
        int best = Array.IndexOf(nats, nats.Min());
        return before <= nats[best]
            ? new ClosedLoop(piece, before, before)
            : new ClosedLoop(candidates[best], before, nats[best]);

        // of the piece's first bars after its last ones
        double Nats(Piece piece, int stream) => composer.NatsOfAgain(piece, stream, start, (long)Math.Round(FirstBars * bar));
    }

    // the tokens up to a time
    private static int[] Before(ReadOnlySpan<int> tokens, IMusicText text, long end)
    {
        long time = 0;
        int count = 0;
        while (count < tokens.Length && time < end)
            time = text.TimeAfter(tokens[count++], time);
        return tokens[..count].ToArray();
    }
}
