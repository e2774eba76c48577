namespace LakhNes.Score.Midi;

/// <summary>The kinds of events in a track; channel messages have the upper four bits of their status byte as value.</summary>
public enum MidiEventKind
{
    /// <summary>Note-off with key and release velocity.</summary>
    NoteOff = 8,

    /// <summary>Note-on with key and velocity (0 means note-off).</summary>
    NoteOn = 9,

    /// <summary>Polyphonic key pressure.</summary>
    KeyPressure = 10,

    /// <summary>Control change with number and value.</summary>
    Controller = 11,

    /// <summary>Program change.</summary>
    Program = 12,

    /// <summary>Channel pressure.</summary>
    ChannelPressure = 13,

    /// <summary>Pitch bend, low seven bits first.</summary>
    PitchBend = 14,

    /// <summary>System exclusive, $F0 in the file.</summary>
    SystemExclusive,

    /// <summary>Bytes sent as they are, $F7 in the file.</summary>
    Escape,

    /// <summary>Meta event; <see cref="MidiEvent.Data1"/> is its type.</summary>
    Meta,
}
