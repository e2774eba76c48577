namespace LakhNes.Score.Midi;

/// <summary>The notes and controllers that one program plays on one channel of one track.</summary>
/// <param name="Track">Index of the track.</param>
/// <param name="TrackName">Name of the track.</param>
/// <param name="Channel">0-15; 9 is drums.</param>
/// <param name="Program">General MIDI program, 0-127.</param>
public sealed record MidiInstrument(int Track, string TrackName, int Channel, int Program)
{
    /// <summary>True on channel 10.</summary>
    public bool IsDrum => Channel == 9;

    /// <summary>The notes in the order of their ends.</summary>
    public List<MidiNote> Notes { get; } = [];

    /// <summary>
    /// The control changes, ordered by tick. Instruments of a channel that has changes before its first note share one list of
    /// them and of their own, as pretty_midi's do.
    /// </summary>
    public List<MidiEvent> Controllers { get; internal init; } = [];
}
