namespace LakhNes.Score;

/// <summary>What an event does to its voice.</summary>
public enum NesEventKind : byte
{
    /// <summary>The note ends.</summary>
    NoteOff,

    /// <summary>A note starts; the value is the MIDI key, for noise 16 less the period index.</summary>
    NoteOn,

    /// <summary>The volume becomes the value, 1-15.</summary>
    Velocity,

    /// <summary>The duty (0-3) of a pulse or the mode (0 long, 1 short) of noise becomes the value.</summary>
    Timbre,
}
