namespace LakhNes.Generator.Composition;

/// <summary>
/// Bends what a model expects before a token is drawn: a logit of negative infinity rules a token out. Constraints compose in any
/// order, since they only rule out or add. Applying one allocates nothing.
/// </summary>
public interface ILogitConstraint
{
    /// <summary>Changes the logits of the next token.</summary>
    /// <param name="state">Where the piece stands.</param>
    /// <param name="logits">A logit for each token.</param>
    void Apply(PieceState state, Span<float> logits);
}
