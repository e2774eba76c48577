using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// A piece that is to open with a note (<see cref="PieceState.IsOpening"/>) does so in time: no end of a note comes before, and
/// no wait that is too long.
/// </summary>
/// <param name="before">
/// The note begins before this time of the piece, in the text's units; at once where the piece is further already.
/// </param>
public sealed class Opening(double before = 0) : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (!state.IsOpening)
            return;
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            bool opens = text.IsWait(token)
                ? text.TimeAfter(token, state.Time) < before
                : text.EventOf(token).Kind != NesEventKind.NoteOff;
            if (!opens)
                logits[token] = float.NegativeInfinity;
        }
    }
}
