using LakhNes.Score;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// No note of a pitched voice is held for longer than this: then its end or the voice's next note comes. Keeps small models from
/// holding a note for ever. Given notes, and voices that other constraints leave nothing to, are left alone: to be applied after
/// those of voices, before <see cref="Grammar"/>. Not part of the original.
/// </summary>
/// <param name="longest">The longest note, in the text's units; above 0.</param>
public sealed class HoldLimit(double longest) : ILogitConstraint
{
    /// <summary>The longest note, in the text's units; may be changed between tokens.</summary>
    public double Longest { get; set; } = longest;

    /// <summary>A note also ends where a chord begins that it is no tone of; null: nowhere.</summary>
    public ChordTones? Chords { get; init; }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        foreach (NesVoice voice in NesVoices.Pitched)
        {
            if (state.NoteOf(voice) == 0 || state.IsGiven(voice))
                continue;
            int end = state.Text.IdOf(NesEvent.NoteOff(0, voice));
            if (end < 0 || float.IsNegativeInfinity(logits[end]))
                continue;
            double due = Math.Min(state.BeginningOf(voice) + Longest, Chords?.EndOf(state, voice) ?? double.PositiveInfinity);
            LimitWaits(Math.Max(due, state.Time), state, logits);
            if (state.Time >= due)
                Demand(voice, state, logits);
        }
    }

    // nothing comes before the voice's event but what stands before it at one instant
    private static void Demand(NesVoice voice, PieceState state, Span<float> logits)
    {
        int order = PieceState.Order(NesEvent.NoteOff(0, voice));
        for (int token = 1; token < logits.Length; token++)
        {
            if (!state.Text.IsWait(token) && PieceState.Order(state.Text.EventOf(token)) > order)
                logits[token] = float.NegativeInfinity;
        }
    }

    // what a text calls a wait but takes no time, such as a bar's first position, is always allowed
    private static void LimitWaits(double due, PieceState state, Span<float> logits)
    {
        for (int token = 1; token < logits.Length; token++)
        {
            if (state.Text.IsWait(token) && state.Text.TimeAfter(token, state.Time) > due)
                logits[token] = float.NegativeInfinity;
        }
    }
}
