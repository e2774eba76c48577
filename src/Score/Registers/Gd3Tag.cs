namespace LakhNes.Score.Registers;

/// <summary>
/// Title and authors of a VGM file (GD3 1.00): each text in English or transliterated, and in the original script.
/// </summary>
public sealed record Gd3Tag
{
    /// <summary>A tag without any text.</summary>
    public static Gd3Tag Empty { get; } = new();

    /// <summary>Name of the piece.</summary>
    public string Track { get; init; } = "";

    /// <summary>Name of the piece in its original script.</summary>
    public string TrackOriginal { get; init; } = "";

    /// <summary>Name of the game.</summary>
    public string Game { get; init; } = "";

    /// <summary>Name of the game in its original script.</summary>
    public string GameOriginal { get; init; } = "";

    /// <summary>Name of the console.</summary>
    public string System { get; init; } = "";

    /// <summary>Name of the console in its original script.</summary>
    public string SystemOriginal { get; init; } = "";

    /// <summary>Who wrote the piece.</summary>
    public string Author { get; init; } = "";

    /// <summary>Who wrote the piece, in the original script.</summary>
    public string AuthorOriginal { get; init; } = "";

    /// <summary>Date of release.</summary>
    public string Date { get; init; } = "";

    /// <summary>Who made the file.</summary>
    public string Ripper { get; init; } = "";

    /// <summary>Notes.</summary>
    public string Notes { get; init; } = "";
}
