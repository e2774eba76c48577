using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// A piece that is to open with a note (<see cref="PieceState.IsOpening"/>) does so at once: no wait and no end of a note comes
/// before.
/// </summary>
public sealed class Opening : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (!state.IsOpening)
            return;
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (text.IsWait(token) || text.EventOf(token).Kind == NesEventKind.NoteOff)
                logits[token] = float.NegativeInfinity;
        }
    }
}
