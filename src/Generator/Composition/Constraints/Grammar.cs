using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// What every text of music keeps to: a silent voice has nothing to end, events at one instant stand in their order (so a voice
/// has no second one there), and time moves on as the text lets it.
/// </summary>
public sealed class Grammar : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            bool allowed = text.MayFollow(token, state.LastToken, state.Time);
            if (allowed && !text.IsWait(token))
            {
                NesEvent e = text.EventOf(token);
                allowed = PieceState.Order(e) > state.LastOrder && (e.Kind == NesEventKind.NoteOn || state.NoteOf(e.Voice) != 0);
            }

            if (!allowed)
                logits[token] = float.NegativeInfinity;
        }
    }
}
