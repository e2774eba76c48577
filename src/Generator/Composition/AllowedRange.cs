using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>The notes of a voice stay within a range.</summary>
/// <param name="voice">The voice.</param>
/// <param name="lowest">The lowest MIDI key (of noise: 1..16).</param>
/// <param name="highest">The highest.</param>
public sealed class AllowedRange(NesVoice voice, int lowest, int highest) : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        TokenVocabulary vocabulary = state.Vocabulary;
        for (int token = 1; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token)) continue;
            NesEvent e = vocabulary.EventOf(token);
            if (e.Kind == NesEventKind.NoteOn && e.Voice == voice && (e.Value < lowest || e.Value > highest)) logits[token] = float.NegativeInfinity;
        }
    }
}
