using LakhNes.Generator.Decoding;

namespace LakhNes.Generator.Composition;

/// <summary>Runs a model until pieces are complete, all of them side by side.</summary>
public static class Composer
{
    /// <summary>Composes pieces. Stream n of the decoder has been fed with the prompt of piece n, but for its last token.</summary>
    /// <param name="decoder">Has a stream for each piece.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="lastTokens">The last token of each prompt.</param>
    /// <param name="progress">Told after each run how many tokens there are in all pieces.</param>
    public static void Compose(TransformerXlDecoder decoder, IReadOnlyList<Piece> pieces, ReadOnlySpan<int> lastTokens, IProgress<int>? progress = null)
    {
        int[] tokens = lastTokens.ToArray();
        int[] rows = new int[pieces.Count];
        int composed = 0;
        while (true)
        {
            decoder.Begin();
            for (int i = 0; i < pieces.Count; i++) rows[i] = pieces[i].IsComplete ? -1 : decoder.Add(i, tokens[i]);
            if (decoder.RowCount == 0) return;
            decoder.Run();
            for (int i = 0; i < pieces.Count; i++)
            {
                if (rows[i] < 0) continue;
                tokens[i] = pieces[i].Next(decoder.Logits(rows[i]));
                composed++;
            }

            progress?.Report(composed);
        }
    }
}
