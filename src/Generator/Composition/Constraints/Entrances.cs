using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// Voices that have rested for a while are likelier to come in, the more so the longer: a small model that hears a lone tune
/// leaves it alone.
/// </summary>
public sealed class Entrances : ILogitConstraint
{
    // bars from where a voice's last note began, as long as all rests are the model's
    private const double Free = 0.5;

    // nats for each bar after that, and at most
    private const float PerBar = 2,
        Most = 4;

    /// <summary>The voices; may be changed between tokens.</summary>
    public VoiceSet Voices { get; set; }

    /// <summary>Length of a bar, in the text's units.</summary>
    public double Bar { get; set; } = 1;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (Voices == default)
            return;
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (text.IsWait(token) || text.EventOf(token) is not { Kind: NesEventKind.NoteOn } e)
                continue;
            if (Voices.Contains(e.Voice) && state.NoteOf(e.Voice) == 0)
                logits[token] += Math.Clamp(PerBar * (float)(((state.Time - state.BeginningOf(e.Voice)) / Bar) - Free), 0, Most);
        }
    }
}
