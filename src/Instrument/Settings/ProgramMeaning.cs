namespace LakhNes.Instrument.Settings;

/// <summary>What a MIDI program change does.</summary>
public enum ProgramMeaning
{
    /// <summary>It loads the factory preset of its number, which replaces the whole instrument.</summary>
    Presets,

    /// <summary>The notes of its channel sound as General MIDI names it, whichever voice plays them; the settings stay.</summary>
    GeneralMidi,

    /// <summary>Nothing.</summary>
    Off,
}
