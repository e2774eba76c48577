using LakhNes.Dsp.Apu;

namespace LakhNes.Engine.Monitoring;

/// <summary>Something for a piano roll to draw.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Position">Song position in quarter notes.</param>
/// <param name="Voice">The voice; without meaning for a jump.</param>
/// <param name="Key">MIDI key of the note, or -1.</param>
/// <param name="Generated">The note is the generator's, not the player's.</param>
public readonly record struct NoteChange(
    NoteChangeKind Kind,
    double Position,
    ApuVoice Voice = default,
    int Key = -1,
    bool Generated = false
);
