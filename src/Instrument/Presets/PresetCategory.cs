namespace LakhNes.Instrument.Presets;

/// <summary>What a preset is for.</summary>
public enum PresetCategory
{
    /// <summary>Chords and parts of any kind.</summary>
    Keys,

    /// <summary>Melodies.</summary>
    Lead,

    /// <summary>Bass lines.</summary>
    Bass,

    /// <summary>Notes that die away by themselves.</summary>
    Pluck,

    /// <summary>Chords broken up at the frame rate or in tempo.</summary>
    Arpeggio,

    /// <summary>Percussion.</summary>
    Drums,

    /// <summary>A game's sound effects.</summary>
    Effect,
}
