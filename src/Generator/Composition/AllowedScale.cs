using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Notes belong to a scale; noise has no pitch and is left alone.</summary>
/// <param name="scale">The scale.</param>
public sealed class AllowedScale(Scale scale) : ILogitConstraint
{
    /// <summary>The scale; may be changed between tokens.</summary>
    public Scale Scale { get; set; } = scale;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        TokenVocabulary vocabulary = state.Vocabulary;
        for (int token = 1; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token)) continue;
            NesEvent e = vocabulary.EventOf(token);
            if (e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise && !Scale.Contains(e.Value)) logits[token] = float.NegativeInfinity;
        }
    }
}
