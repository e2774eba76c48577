namespace LakhNes.Score.Percussion;

/// <summary>
/// The General MIDI percussion keys (35 to 81) as noise settings. To change a drum, change its line; keys outside are silent.
/// </summary>
public static class DrumMap
{
    private const byte FirstKey = 35;
    private const bool Long = false;
    private const bool Short = true;

    // ranks: 3 kick and snare, 2 toms and cymbals, 1 the rest: a hi-hat on the beat does not eat the kick under it
    private static readonly Drum[] Drums =
    [
        //   key name                  from to  mode  lvl frames rank
        new(35, "Acoustic Bass Drum", 12, 15, Long, 15, 12, 3),
        new(36, "Bass Drum 1", 11, 15, Long, 15, 10, 3),
        new(37, "Side Stick", 3, 3, Short, 11, 3, 1),
        new(38, "Acoustic Snare", 6, 7, Long, 14, 13, 3),
        new(39, "Hand Clap", 5, 5, Long, 12, 9, 3),
        new(40, "Electric Snare", 8, 5, Long, 14, 11, 3),
        new(41, "Low Floor Tom", 12, 14, Long, 13, 16, 2),
        new(42, "Closed Hi-Hat", 1, 1, Long, 8, 4, 1),
        new(43, "High Floor Tom", 11, 13, Long, 13, 15, 2),
        new(44, "Pedal Hi-Hat", 2, 2, Long, 7, 5, 1),
        new(45, "Low Tom", 10, 13, Long, 13, 14, 2),
        new(46, "Open Hi-Hat", 1, 1, Long, 8, 18, 1),
        new(47, "Low-Mid Tom", 10, 12, Long, 13, 13, 2),
        new(48, "Hi-Mid Tom", 9, 12, Long, 13, 12, 2),
        new(49, "Crash Cymbal 1", 3, 4, Long, 13, 52, 2),
        new(50, "High Tom", 9, 11, Long, 13, 11, 2),
        new(51, "Ride Cymbal 1", 2, 2, Long, 7, 26, 1),
        new(52, "Chinese Cymbal", 4, 5, Long, 12, 44, 2),
        new(53, "Ride Bell", 1, 1, Short, 8, 20, 1),
        new(54, "Tambourine", 0, 0, Long, 9, 7, 1),
        new(55, "Splash Cymbal", 2, 3, Long, 11, 28, 2),
        new(56, "Cowbell", 5, 5, Short, 10, 10, 1),
        new(57, "Crash Cymbal 2", 4, 5, Long, 13, 46, 2),
        new(58, "Vibraslap", 8, 8, Short, 9, 24, 1),
        new(59, "Ride Cymbal 2", 3, 3, Long, 7, 24, 1),
        new(60, "Hi Bongo", 7, 8, Long, 11, 6, 1),
        new(61, "Low Bongo", 8, 9, Long, 11, 7, 1),
        new(62, "Mute Hi Conga", 8, 8, Long, 11, 4, 1),
        new(63, "Open Hi Conga", 8, 9, Long, 12, 8, 1),
        new(64, "Low Conga", 9, 10, Long, 12, 9, 1),
        new(65, "High Timbale", 6, 8, Long, 12, 8, 1),
        new(66, "Low Timbale", 7, 9, Long, 12, 10, 1),
        new(67, "High Agogo", 3, 3, Short, 10, 8, 1),
        new(68, "Low Agogo", 6, 6, Short, 10, 9, 1),
        new(69, "Cabasa", 1, 0, Long, 9, 5, 1),
        new(70, "Maracas", 0, 0, Long, 8, 3, 1),
        new(71, "Short Whistle", 2, 2, Short, 9, 6, 1),
        new(72, "Long Whistle", 2, 2, Short, 9, 20, 1),
        new(73, "Short Guiro", 7, 4, Long, 9, 6, 1),
        new(74, "Long Guiro", 9, 4, Long, 9, 14, 1),
        new(75, "Claves", 4, 4, Short, 11, 4, 1),
        new(76, "Hi Wood Block", 7, 7, Short, 11, 4, 1),
        new(77, "Low Wood Block", 9, 9, Short, 11, 5, 1),
        new(78, "Mute Cuica", 10, 8, Short, 9, 5, 1),
        new(79, "Open Cuica", 11, 8, Short, 9, 10, 1),
        new(80, "Mute Triangle", 0, 0, Short, 8, 4, 1),
        new(81, "Open Triangle", 0, 0, Short, 8, 24, 1),
    ];

    /// <summary>Video frames of the drum that rings longest.</summary>
    public static int LongestFrames
    {
        get
        {
            int longest = 0;
            foreach (Drum drum in Drums)
                longest = Math.Max(longest, drum.Frames);
            return longest;
        }
    }

    /// <summary>All drums, by key.</summary>
    public static ReadOnlySpan<Drum> All => Drums;

    /// <summary>The drum of a key.</summary>
    /// <returns>False where General MIDI has none.</returns>
    public static bool TryFind(int key, out Drum drum)
    {
        bool found = key >= FirstKey && key < FirstKey + Drums.Length;
        drum = found ? Drums[key - FirstKey] : default;
        return found;
    }
}
