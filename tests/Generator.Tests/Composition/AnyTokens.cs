using LakhNes.Generator.Composition;
using LakhNes.Generator.Sampling;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>A "model" that expects anything, for what constraints make of it.</summary>
internal static class AnyTokens
{
    /// <summary>How many tokens are composed.</summary>
    public const int Count = 100_000;

    /// <summary>The vocabulary of that name.</summary>
    public static TokenVocabulary Vocabulary(string name) =>
        name switch
        {
            "TX1" => TokenVocabulary.Tx1,
            "TX2" => TokenVocabulary.Tx2,
            "TXB" => TokenVocabulary.Txb,
            _ => TokenVocabulary.Txf,
        };

    /// <summary>Tokens that the constraints let pass.</summary>
    public static int[] Compose(TokenVocabulary vocabulary, params ILogitConstraint[] constraints) =>
        Compose(vocabulary, Count, constraints);

    /// <summary>Tokens that the constraints let pass.</summary>
    public static int[] Compose(TokenVocabulary vocabulary, int count, params ILogitConstraint[] constraints)
    {
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [.. constraints],
            TokenCount = count,
        };
        var piece = new Piece(vocabulary, plan, new Pcg32(5), [], count);
        var random = new Random(11);
        float[] logits = new float[vocabulary.Count];
        float[][] expectations = [.. Enumerable.Range(0, 50).Select(_ => logits.Select(_ => random.NextSingle() * 8).ToArray())];
        while (!piece.IsComplete)
        {
            expectations[random.Next(expectations.Length)].CopyTo(logits, 0);
            piece.Next(logits);
        }

        Assert.Equal(count, piece.Tokens.Length);
        Assert.False(piece.Tokens.Contains(TokenVocabulary.Start));
        return piece.Tokens.ToArray();
    }
}
