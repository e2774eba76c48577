namespace LakhNes.Score.Midi;

/// <summary>The types of meta events that this project reads or writes (Standard MIDI Files 1.0).</summary>
public static class MidiMeta
{
    /// <summary>Free text.</summary>
    public const int Text = 0x01;

    /// <summary>Name of the sequence (first track) or of the track.</summary>
    public const int TrackName = 0x03;

    /// <summary>Marker, such as a rehearsal letter.</summary>
    public const int Marker = 0x06;

    /// <summary>End of the track; held as <see cref="MidiTrack.EndTick"/>, never as an event.</summary>
    public const int EndOfTrack = 0x2F;

    /// <summary>Tempo: three bytes, microseconds a quarter note.</summary>
    public const int Tempo = 0x51;

    /// <summary>Time signature: numerator, power of two of the denominator, clocks a click, thirty-seconds a quarter.</summary>
    public const int TimeSignature = 0x58;

    /// <summary>Key signature: sharps (positive) or flats (negative), and 1 for minor.</summary>
    public const int KeySignature = 0x59;
}
