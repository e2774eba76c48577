using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>Notes belong to a scale, or mostly do; noise has no pitch and is left alone.</summary>
/// <param name="scale">The scale.</param>
public sealed class AllowedScale(Scale scale) : ILogitConstraint
{
    /// <summary>The scale; may be changed between tokens.</summary>
    public Scale Scale { get; set; } = scale;

    /// <summary>
    /// By so many nats other notes become less likely; infinity: there are none. May be changed between tokens.
    /// </summary>
    public float Strength { get; set; } = float.PositiveInfinity;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (Scale == Scale.Chromatic)
            return;
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (text.IsWait(token))
                continue;
            NesEvent e = text.EventOf(token);
            if (e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise && !Scale.Contains(e.Value))
                logits[token] -= Strength;
        }
    }
}
