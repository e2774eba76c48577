namespace LakhNes.Instrument.Notes;

/// <summary>A note that is no longer held nor heard, for hosts that wait for a note's end.</summary>
/// <param name="Channel">MIDI channel, 0 to 15.</param>
/// <param name="Key">MIDI key, 0 to 127.</param>
/// <param name="NoteId">The host's id of the note, or -1.</param>
public readonly record struct EndedNote(int Channel, int Key, int NoteId);
