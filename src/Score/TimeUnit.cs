namespace LakhNes.Score;

/// <summary>What a score counts time in.</summary>
/// <param name="Name">The unit's name as vocabularies write it.</param>
/// <param name="PerSecond">How many make a second.</param>
public sealed record TimeUnit(string Name, double PerSecond)
{
    /// <summary>1/44100 s: TX1, TX2, NES-MDB's MIDI files and VGM.</summary>
    public static TimeUnit Sample { get; } = new("sample", 44100);

    /// <summary>Frames of an NTSC console, 60.0988 a second: TXF.</summary>
    public static TimeUnit Frame { get; } = new("frame", 60.0988);

    /// <summary>
    /// Steps, 24 a quarter note: TXB. A second has so many at 120 quarters a minute; a score's bars say its tempo.
    /// </summary>
    public static TimeUnit Step { get; } = new("step", 48);
}
