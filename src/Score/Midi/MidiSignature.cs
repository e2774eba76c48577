namespace LakhNes.Score.Midi;

/// <summary>A time signature and where it starts.</summary>
/// <param name="Tick">Tick of the change.</param>
/// <param name="Numerator">Beats a bar, 1-255.</param>
/// <param name="Denominator">The beat as a part of a whole note: a power of two, 1-128.</param>
public readonly record struct MidiSignature(long Tick, int Numerator, int Denominator);
