using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>Only these voices get events.</summary>
/// <param name="voices">The voices.</param>
public sealed class AllowedVoices(VoiceSet voices) : ILogitConstraint
{
    /// <summary>The voices; may be changed between tokens.</summary>
    public VoiceSet Voices { get; set; } = voices;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        TokenVocabulary vocabulary = state.Vocabulary;
        for (int token = 1; token < logits.Length; token++)
        {
            if (!vocabulary.IsWait(token) && !Voices.Contains(vocabulary.EventOf(token).Voice)) logits[token] = float.NegativeInfinity;
        }
    }
}
