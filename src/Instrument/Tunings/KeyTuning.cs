namespace LakhNes.Instrument.Tunings;

/// <summary>A key gets another pitch.</summary>
/// <param name="Key">MIDI key.</param>
/// <param name="Pitch">Semitones, 69 being 440 Hz.</param>
public readonly record struct KeyTuning(int Key, double Pitch);
