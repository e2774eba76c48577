using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Makes waits shorter or longer: the probability of a wait is multiplied by (its length / 0.1 s)^-amount.</summary>
public sealed class Density : ILogitConstraint
{
    private const double ReferenceSeconds = 0.1;

    private readonly float[] _logarithms;

    /// <summary>Prepares the biases.</summary>
    /// <param name="vocabulary">The tokens' vocabulary.</param>
    /// <param name="amount">Above 0: more notes a second; below: fewer. Useful within -2..2.</param>
    public Density(TokenVocabulary vocabulary, double amount)
    {
        _logarithms = new float[vocabulary.Count];
        for (int token = 0; token < _logarithms.Length; token++)
        {
            if (vocabulary.IsWait(token))
                _logarithms[token] = (float)Math.Log(vocabulary.WaitOf(token) / vocabulary.Unit.PerSecond / ReferenceSeconds);
        }

        Amount = amount;
    }

    /// <summary>How much; may be changed between tokens.</summary>
    public double Amount { get; set; }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        for (int token = 0; token < logits.Length; token++) logits[token] -= (float)Amount * _logarithms[token];
    }
}
