namespace LakhNes.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainerOptions
{
    /// <summary>Tokens of a stream that a step predicts (tgt_len).</summary>
    public int SegmentLength { get; init; } = 128;

    /// <summary>Tokens before a segment that it attends to (mem_len); at least 1.</summary>
    public int MemoryLength { get; init; } = 128;

    /// <summary>Share of values that are dropped, 0 to below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>
    /// How many layers, from the input on, keep their parameters; the embedding does so with them unless it is the output layer
    /// too.
    /// </summary>
    public int FrozenLayers { get; init; }

    /// <summary>Seed of everything that is random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that share the work.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How parameters follow their gradients.</summary>
    public OptimiserOptions Optimiser { get; init; } = new();
}
