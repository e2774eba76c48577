namespace LakhNes.Instrument.Notes;

/// <summary>
/// A note that is held, by the player or by the generator, and the voices that have it: what it takes for later notes to find the
/// same voices.
/// </summary>
/// <param name="Channel">MIDI channel, 0 to 15; 16 for generated notes.</param>
/// <param name="Key">MIDI key, 0 to 127.</param>
/// <param name="Line">The group of notes that it shares voices with.</param>
/// <param name="Voices">The voices that play it, a bit each.</param>
/// <param name="KeyDown">Its key holds it, not the pedal.</param>
public readonly record struct HeldNote(byte Channel, byte Key, byte Line, byte Voices, bool KeyDown);
