namespace LakhNes.Score.Trackers;

/// <summary>The channels of a module without expansion chips, in the order of its columns.</summary>
public static class TrackerChannel
{
    /// <summary>How many there are: the score's four voices and the samples.</summary>
    public const int Count = NesVoices.Count + 1;

    /// <summary>The sample channel.</summary>
    public const int Samples = NesVoices.Count;

    // FamiTracker's C-0 (32.7 Hz) on a pulse; the triangle reads the pulses' table and sounds an octave lower
    private const int PulseKey = 24,
        TriangleKey = 12,
        Octave = 12;

    /// <summary>The note (<see cref="TrackerCell.Note"/>) of a score's key.</summary>
    /// <param name="voice">The voice.</param>
    /// <param name="key">MIDI key; of noise 1 to 16. What the tracker has no note for is an octave lower.</param>
    public static int NoteOf(NesVoice voice, int key)
    {
        int note = key - Lowest(voice);
        return note >= TrackerCell.Notes ? note - Octave : note;
    }

    /// <summary>The score's key of a note.</summary>
    public static int KeyOf(NesVoice voice, int note) => note + Lowest(voice);

    private static int Lowest(NesVoice voice) =>
        voice switch
        {
            NesVoice.Noise => 1,
            NesVoice.Triangle => TriangleKey,
            _ => PulseKey,
        };
}
