using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// What every text of music keeps to: a silent voice has nothing to end, events at one instant stand in their order (so a voice has
/// no second one there), and no wait follows a wait.
/// </summary>
public sealed class Grammar : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        TokenVocabulary vocabulary = state.Vocabulary;
        for (int token = 1; token < logits.Length; token++)
        {
            bool allowed;
            if (vocabulary.IsWait(token))
            {
                allowed = !state.AfterWait;
            }
            else
            {
                NesEvent e = vocabulary.EventOf(token);
                allowed = PieceState.Order(e) > state.LastOrder && (e.Kind == NesEventKind.NoteOn || state.NoteOf(e.Voice) != 0);
            }

            if (!allowed) logits[token] = float.NegativeInfinity;
        }
    }
}
