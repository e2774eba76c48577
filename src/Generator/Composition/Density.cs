using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Makes waits shorter or longer: the probability of a wait is multiplied by (its length / 0.1 s)^-amount.</summary>
public sealed class Density : ILogitConstraint
{
    private const double ReferenceSeconds = 0.1;

    private readonly float[] _biases;

    /// <summary>Prepares the biases.</summary>
    /// <param name="vocabulary">The tokens' vocabulary.</param>
    /// <param name="amount">Above 0: more notes a second; below: fewer. Useful within -2..2.</param>
    public Density(TokenVocabulary vocabulary, double amount)
    {
        _biases = new float[vocabulary.Count];
        for (int token = 0; token < _biases.Length; token++)
        {
            if (vocabulary.IsWait(token))
                _biases[token] = (float)(-amount * Math.Log(vocabulary.WaitOf(token) / vocabulary.Unit.PerSecond / ReferenceSeconds));
        }
    }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        for (int token = 0; token < logits.Length; token++) logits[token] += _biases[token];
    }
}
