using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>The notes of a voice stay within a range.</summary>
/// <param name="voice">The voice.</param>
/// <param name="lowest">The lowest MIDI key (of noise: 1..16).</param>
/// <param name="highest">The highest.</param>
public sealed class AllowedRange(NesVoice voice, int lowest, int highest) : ILogitConstraint
{
    /// <summary>The lowest note; may be changed between tokens.</summary>
    public int Lowest { get; set; } = lowest;

    /// <summary>The highest note; may be changed between tokens.</summary>
    public int Highest { get; set; } = highest;

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        IMusicText text = state.Text;
        for (int token = 1; token < logits.Length; token++)
        {
            if (text.IsWait(token))
                continue;
            NesEvent e = text.EventOf(token);
            if (e.Kind == NesEventKind.NoteOn && e.Voice == voice && (e.Value < Lowest || e.Value > Highest))
                logits[token] = float.NegativeInfinity;
        }
    }
}
