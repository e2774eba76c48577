namespace LakhNes.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainerOptions
{
    // the original's spread of lengths, and how far it lets them go
    internal const double SegmentDeviation = 5;
    private const int LongestDeviation = 3;

    /// <summary>Tokens of a stream that a step predicts (tgt_len).</summary>
    public int SegmentLength { get; init; } = 128;

    /// <summary>
    /// Lengths of segments vary (varlen): around <see cref="SegmentLength"/>, one in twenty around half of it.
    /// </summary>
    public bool VariesSegments { get; init; }

    /// <summary>The longest segment of a step.</summary>
    internal int LongestSegment => SegmentLength + (VariesSegments ? (int)(LongestDeviation * SegmentDeviation) : 0);

    /// <summary>Tokens before a segment that it attends to (mem_len); at least 1.</summary>
    public int MemoryLength { get; init; } = 128;

    /// <summary>Share of values that are dropped, 0 to below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Share of the weights of attention that are dropped (dropatt), 0 to below 1.</summary>
    public double AttentionDropout { get; init; }

    /// <summary>
    /// Parts that the streams of a step are taken in, one after the other, to save memory (batch_chunk); it divides their number.
    /// Without dropout the gradient is the same but for rounding.
    /// </summary>
    public int Chunks
    {
        get;
        init => field = Math.Max(1, value); // a state from before there were chunks says none
    } = 1;

    /// <summary>
    /// How many layers, from the input on, keep their parameters; the embedding does so with them unless it is the output layer
    /// too, and its projection.
    /// </summary>
    public int FrozenLayers { get; init; }

    /// <summary>Seed of everything that is random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How parameters follow their gradients.</summary>
    public OptimiserOptions Optimiser { get; init; } = new();
}
