namespace LakhNes.Engine.Parameters;

/// <summary>The parameters of the group Main, by their ids, which never change.</summary>
public enum MainParameter
{
    /// <summary>Silences the plugin; notes are still followed.</summary>
    Bypass = 1,

    /// <summary>Level of everything that leaves the plugin.</summary>
    OutputGain = 2,

    /// <summary>The console: NTSC (America, Japan) runs faster and tunes otherwise than PAL (Europe) and Dendy.</summary>
    Region = 3,

    /// <summary>NES mixes its voices as the console did: they press on each other. Linear adds them up cleanly.</summary>
    Mixer = 4,

    /// <summary>The console's output filters; the Famicom lets more bass through. Off is the bare chip.</summary>
    Filter = 5,

    /// <summary>
    /// What MIDI means. Standard for keyboards and DAWs, NES-MDB for files of that data set, MPE for expressive controllers.
    /// </summary>
    MidiDialect = 6,

    /// <summary>
    /// How notes find a voice. Poly spreads chords over the voices; Channels gives each voice a MIDI channel of its own.
    /// </summary>
    VoiceMode = 7,

    /// <summary>How far the pitch wheel bends.</summary>
    BendRange = 8,

    /// <summary>Vibrato at full modulation wheel or pressure.</summary>
    Modulation = 9,

    /// <summary>
    /// Alternates the chip's neighbouring pitches so that high notes are in tune. Off is as the hardware plays.
    /// </summary>
    ExactPitch = 10,

    /// <summary>Voices that play one note together in Unison mode.</summary>
    UnisonVoices = 11,

    /// <summary>How far those voices are apart, in periods of the chip's timers.</summary>
    UnisonDetune = 12,

    /// <summary>What the arpeggio steps by: a console frame makes a shimmering chord, note lengths a line in tempo.</summary>
    ArpeggioClock = 13,

    /// <summary>Order in which the held notes are played.</summary>
    ArpeggioOrder = 14,

    /// <summary>Octaves that the arpeggio climbs.</summary>
    ArpeggioOctaves = 15,

    /// <summary>The voice that Solo and Arpeggio mode play on.</summary>
    SoloVoice = 16,

    /// <summary>What MIDI program changes do.</summary>
    ProgramChange = 17,
}
