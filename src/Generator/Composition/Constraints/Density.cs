using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>Makes waits shorter or longer: the probability of a wait is multiplied by (its length / 0.1 s)^-amount.</summary>
/// <param name="amount">Above 0: more notes a second; below: fewer. Useful within -2..2.</param>
public sealed class Density(double amount) : ILogitConstraint
{
    private const double ReferenceSeconds = 0.1;

    /// <summary>How much; may be changed between tokens.</summary>
    public double Amount { get; set; } = amount;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (Amount == 0)
            return;
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (!text.IsWait(token))
                continue;
            double seconds = (text.TimeAfter(token, state.Time) - state.Time) / text.Unit.PerSecond;

            // where a text names a time that is past, no wait leads there
            if (seconds > 0)
                logits[token] -= (float)Amount * (float)Math.Log(seconds / ReferenceSeconds);
        }
    }
}
