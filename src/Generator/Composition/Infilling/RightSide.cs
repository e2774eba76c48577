using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Infilling;

/// <summary>
/// How likely what follows a part of a song is to the model after the part was composed anew: of several candidates the one fits
/// in
/// best that leads to what is there already.
/// </summary>
/// <param name="vocabulary">The model's vocabulary.</param>
/// <param name="decoder">Of the model; its first stream is begun anew.</param>
public sealed class RightSide(TokenVocabulary vocabulary, TransformerXlDecoder decoder)
{
    // tokens before it that the model is told
    private const int Told = 768;

    /// <summary>How unlikely a part of a song is: the negative logarithm of its probability after what comes before it.</summary>
    /// <param name="song">The song, in the vocabulary's unit.</param>
    /// <param name="from">Where the part begins, in units.</param>
    /// <param name="to">Where it ends.</param>
    /// <returns>Nats; 0 for a part in which nothing happens.</returns>
    public double Nats(NesScore song, long from, long to)
    {
        int[] before = [TokenVocabulary.Start, .. Tokeniser.Encode(Before(song, from), vocabulary)],
            whole = [TokenVocabulary.Start, .. Tokeniser.Encode(Before(song, to), vocabulary)];
        int common = before.AsSpan().CommonPrefixLength(whole);
        if (common == whole.Length)
            return 0;
        ReadOnlySpan<int> told = whole.AsSpan(Math.Max(0, common - Told));
        int first = Math.Min(common, Told);
        decoder.Reset();
        Evaluator.Prime(decoder, told[..first]);
        return Evaluator.Prime(decoder, told[(first - 1)..]) * (told.Length - first);
    }

    private static NesScore Before(NesScore song, long end) =>
        new(song.Unit, [.. song.Events.TakeWhile(e => e.Time < end)], bars: [.. song.Bars.Where(bar => bar.Start < end)]);
}
