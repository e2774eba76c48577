using LakhNes.Score;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// A pitched voice that has played one note so often in a row has to play another next: keeps small models from getting stuck on
/// a note. Noise, which repeats by nature, is free. Not part of the original.
/// </summary>
/// <param name="longest">How often a note may be played in a row; at least 1.</param>
public sealed class RepeatLimit(int longest) : ILogitConstraint
{
    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        foreach (NesVoice voice in NesVoices.Pitched)
        {
            if (state.RepeatsOf(voice) < longest)
                continue;
            int token = state.Text.IdOf(NesEvent.NoteOn(0, voice, state.LastNoteOf(voice)));
            if (token >= 0)
                logits[token] = float.NegativeInfinity;
        }
    }
}
