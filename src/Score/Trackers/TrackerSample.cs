namespace LakhNes.Score.Trackers;

/// <summary>A sample of the chip's sample channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Deltas">One bit a step, the lowest first; at most <see cref="MaxLength"/> bytes.</param>
public sealed record TrackerSample(string Name, ReadOnlyMemory<byte> Deltas)
{
    /// <summary>The longest sample that the chip plays, in bytes.</summary>
    public const int MaxLength = 4081;
}
