namespace LakhNes.Score.Midi;

/// <summary>A note with its length.</summary>
/// <param name="Start">Tick of the note-on.</param>
/// <param name="End">Tick of the note-off, after <paramref name="Start"/>.</param>
/// <param name="Key">0-127.</param>
/// <param name="Velocity">1-127.</param>
public readonly record struct MidiNote(long Start, long End, int Key, int Velocity);
