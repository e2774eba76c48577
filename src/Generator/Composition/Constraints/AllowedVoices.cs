using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>Only these voices get events.</summary>
/// <param name="voices">The voices.</param>
public sealed class AllowedVoices(VoiceSet voices) : ILogitConstraint
{
    /// <summary>The voices; may be changed between tokens.</summary>
    public VoiceSet Voices { get; set; } = voices;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (!text.IsWait(token) && !Voices.Contains(text.EventOf(token).Voice))
                logits[token] = float.NegativeInfinity;
        }
    }
}
