namespace LakhNes.Engine.Hosting;

/// <summary>What an <see cref="EngineEvent"/> says.</summary>
public enum EngineEventKind : byte
{
    /// <summary>
    /// A key goes down. Value: velocity, 0 to 1; Index: 0, or 1 and up for the voice that plays it whatever the voice mode.
    /// </summary>
    NoteOn,

    /// <summary>A key comes up. Value: release velocity, 0 to 1.</summary>
    NoteOff,

    /// <summary>A note is cut at once, without its release.</summary>
    NoteChoke,

    /// <summary>A parameter changes. Index: its id; Value: plain value.</summary>
    Parameter,

    /// <summary>A MIDI controller. Index: 0 to 127; Value: 0 to 1.</summary>
    Controller,

    /// <summary>Pitch bend of a MIDI channel. Value: -1 to 1.</summary>
    PitchBend,

    /// <summary>Channel pressure. Value: 0 to 1.</summary>
    ChannelPressure,

    /// <summary>Pressure of one key. Value: 0 to 1.</summary>
    KeyPressure,

    /// <summary>MIDI program change. Index: 0 to 127.</summary>
    Program,

    /// <summary>The host's own list of programs, whatever MIDI means. Index: place in the factory presets.</summary>
    Preset,

    /// <summary>Tuning of one note. Value: semitones, -120 to 120.</summary>
    NoteTuning,

    /// <summary>Gain of one note. Value: factor, 0 to 4.</summary>
    NoteVolume,

    /// <summary>Vibrato of one note. Value: 0 to 1.</summary>
    NoteVibrato,

    /// <summary>Another pitch of a key, from then on. Value: semitones, 69 being 440 Hz.</summary>
    KeyTuning,
}
