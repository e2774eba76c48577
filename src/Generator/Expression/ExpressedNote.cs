using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>A note's beginning or end, with how it is played.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="Key">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Time">In quarter notes from some bar line, 0 or more.</param>
/// <param name="BarLength">Quarter notes of a bar.</param>
/// <param name="Expression">How it is played; none of the triangle, and where it is not known.</param>
public readonly record struct ExpressedNote(
    NesVoice Voice,
    byte Key,
    double Time,
    double BarLength,
    NoteExpression Expression = default
);
