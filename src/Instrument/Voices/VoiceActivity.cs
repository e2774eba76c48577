namespace LakhNes.Instrument.Voices;

/// <summary>What a voice plays.</summary>
/// <param name="Channel">MIDI channel of the note, 0 to 15; -1: the voice is silent.</param>
/// <param name="Key">MIDI key, 0 to 127, or -1.</param>
/// <param name="NoteId">The host's id of the note, or -1.</param>
/// <param name="Held">The note is held by key or pedal; otherwise its release sounds.</param>
/// <param name="Generated">The note is the generator's, not the player's.</param>
/// <param name="Start">Changes with every start of a note on the voice.</param>
public readonly record struct VoiceActivity(int Channel, int Key, int NoteId, bool Held, bool Generated = false, long Start = 0)
{
    /// <summary>A silent voice.</summary>
    public static readonly VoiceActivity None = new(-1, -1, -1, false);
}
