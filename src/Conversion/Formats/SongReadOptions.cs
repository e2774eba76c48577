namespace LakhNes.Conversion.Formats;

/// <summary>How a song is read.</summary>
public sealed record SongReadOptions
{
    /// <summary>
    /// Which song of an NSF file or pattern of a MIDI file of format 2, from 1; null for the one that the file starts with.
    /// </summary>
    public int? Track { get; init; }

    /// <summary>
    /// Where the song is cut, in seconds; null for its end. An NSF tune, which has none, then ends when it has been silent for a
    /// while, at the latest after <see cref="Nsf.NsfRecorder.DefaultSeconds"/>.
    /// </summary>
    public double? Seconds { get; init; }
}
