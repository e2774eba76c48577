using LakhNes.Score;

namespace LakhNes.Generator.Composition;

/// <summary>A note in the model's time.</summary>
/// <param name="Time">The model's units since the beginning of the prompt.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Position">
/// The song position at which it was handed out, in quarter notes; minus infinity: it was heard before.
/// </param>
/// <param name="Expression">How it is played, where that is known.</param>
public readonly record struct TimedNote(
    long Time,
    NesVoice Voice,
    byte Note,
    double Position = double.NegativeInfinity,
    NoteExpression Expression = default
) : IComparable<TimedNote>
{
    /// <summary>By time, then by voice (as a number: comparing enums allocates).</summary>
    public int CompareTo(TimedNote other) =>
        Time != other.Time ? Time.CompareTo(other.Time) : ((int)Voice).CompareTo((int)other.Voice);
}
