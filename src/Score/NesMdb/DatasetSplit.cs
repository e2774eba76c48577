namespace LakhNes.Score.NesMdb;

/// <summary>What became of one split of a data set.</summary>
/// <param name="Name">train, valid or test.</param>
/// <param name="Songs">Texts written.</param>
/// <param name="Tokens">Symbols in them.</param>
/// <param name="Seconds">Their music, in seconds.</param>
/// <param name="Errors">Files that could not be read.</param>
public sealed record DatasetSplit(string Name, int Songs, long Tokens, double Seconds, IReadOnlyList<ReadError> Errors)
{
    /// <summary>Of TXB: songs that were left out because their bars are not sure.</summary>
    public int Unsure { get; init; }

    /// <summary>How long these are, in seconds.</summary>
    public double UnsureSeconds { get; init; }
}
