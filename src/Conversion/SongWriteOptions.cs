namespace LakhNes.Conversion;

/// <summary>How a song is written.</summary>
public sealed record SongWriteOptions
{
    /// <summary>What is written where the caller says nothing.</summary>
    public static SongWriteOptions Default { get; } = new();

    /// <summary>Samples a second of a WAV file, 8000 to 384000.</summary>
    public int SampleRate { get; init; } = 44100;

    /// <summary>TXF also holds velocity and timbre.</summary>
    public bool Expression { get; init; }
}
