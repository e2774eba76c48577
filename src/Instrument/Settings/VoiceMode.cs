namespace LakhNes.Instrument.Settings;

/// <summary>How played notes find a channel of the chip.</summary>
public enum VoiceMode
{
    /// <summary>MIDI channel 1 plays pulse 1, 2 pulse 2, 3 triangle, 4 and 10 noise, 5 DMC.</summary>
    Channels,

    /// <summary>Notes of any channel spread over pulse 1, pulse 2 and triangle; channel 10 plays drums on noise.</summary>
    Poly,

    /// <summary>One note sounds on several channels, detuned by timer periods.</summary>
    Unison,

    /// <summary>Held notes are cycled on one channel, at the frame rate or in tempo.</summary>
    Arpeggio,

    /// <summary>One note at a time on one channel, whatever the MIDI channel; channel 10 plays drums on noise.</summary>
    Solo,
}
