using LakhNes.Score;

namespace LakhNes.Study.Clips;

/// <summary>How clips are cut.</summary>
public sealed record ClipOptions
{
    /// <summary>The shortest clip, in seconds.</summary>
    public const double Shortest = 5;

    /// <summary>The longest clip, in seconds.</summary>
    public const double Longest = 10;

    /// <summary>Clips of each source, each of another piece.</summary>
    public int Count { get; init; } = 50;

    /// <summary>Length of a clip, <see cref="Shortest"/> to <see cref="Longest"/> seconds.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>So many voices of the four begin a note in a clip, 1 to 4.</summary>
    public int Voices { get; init; } = NesVoices.Count;

    /// <summary>
    /// Pieces are played with the velocities and timbres that they have; else all by their notes alone, so that no source is told
    /// from another by what its format leaves out.
    /// </summary>
    public bool Expression { get; init; }

    /// <summary>The loudness of every clip, in LUFS; lower where the loudest peak leaves no room for it.</summary>
    public double Loudness { get; init; } = -20;

    /// <summary>Chooses pieces, places and names.</summary>
    public ulong Seed { get; init; }
}
