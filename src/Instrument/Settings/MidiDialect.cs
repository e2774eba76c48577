namespace LakhNes.Instrument.Settings;

/// <summary>What incoming MIDI means.</summary>
public enum MidiDialect
{
    /// <summary>Ordinary MIDI: CC7 volume, CC11 expression, channel 10 General MIDI drums.</summary>
    Standard,

    /// <summary>NES-MDB's files: CC11 is the velocity (0-15), CC12 the timbre, noise notes 1-16 are periods.</summary>
    NesMdb,

    /// <summary>
    /// MIDI Polyphonic Expression: a channel a note, bend and pressure per note (lower zone, manager channel 1).
    /// </summary>
    Mpe,
}
