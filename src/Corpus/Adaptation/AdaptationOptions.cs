namespace LakhNes.Corpus.Adaptation;

/// <summary>How MIDI files are adapted.</summary>
public sealed record AdaptationOptions
{
    /// <summary>Files larger than this, in bytes, are skipped.</summary>
    public int LargestFile { get; init; } = 512 * 1024;

    /// <summary>Files shorter than this, in seconds, are skipped.</summary>
    public double ShortestFile { get; init; } = 5;

    /// <summary>Files longer than this, in seconds, are skipped.</summary>
    public double LongestFile { get; init; } = 600;

    /// <summary>Pieces are cut at this length, in seconds.</summary>
    public const double LongestPiece = 180;

    /// <summary>Of so many parts, drawn at random where there are more, the assignments to voices are made.</summary>
    public const int MostParts = 32;

    /// <summary>The most pieces that one file gives, at least 1.</summary>
    public int MaxPerFile { get; init; } = 16;

    /// <summary>LakhNES' own rules instead of the project's.</summary>
    public bool Paper { get; init; }

    /// <summary>
    /// Seed of the random choices; a file's own bytes choose the stream, so its pieces do not depend on the other files.
    /// </summary>
    public ulong Seed { get; init; }
}
