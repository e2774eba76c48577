using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// No wait is longer than this: where nothing happens for long, a model loses the thread. Not part of the original.
/// </summary>
/// <param name="longest">The longest wait, in the text's units.</param>
public sealed class WaitLimit(double longest) : ILogitConstraint
{
    /// <summary>The longest wait, in the text's units; may be changed between tokens.</summary>
    public double Longest { get; set; } = longest;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (text.IsWait(token) && text.TimeAfter(token, state.Time) - state.Time > Longest)
                logits[token] = float.NegativeInfinity;
        }
    }
}
