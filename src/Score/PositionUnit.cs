namespace LakhNes.Score;

/// <summary>How a position inside a file counts.</summary>
public enum PositionUnit
{
    /// <summary>The file as a whole, such as one that cannot be opened.</summary>
    File,

    /// <summary>Bytes from the file's start, the first byte being 0.</summary>
    Offset,

    /// <summary>Lines of a text, the first line being 1.</summary>
    Line,
}
