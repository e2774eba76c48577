using LakhNes.Generator.Recall;

namespace LakhNes.Generator.Evaluation;

/// <summary>How a model is evaluated; by default as in the LakhNES paper.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Streams that songs are dealt to.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>Tokens of each stream that are predicted at once (tgt_len).</summary>
    public int SegmentLength { get; init; } = 128;

    /// <summary>Tokens before a segment that it attends to (mem_len).</summary>
    public int MemoryLength { get; init; } = 896;

    /// <summary>
    /// Tokens before a segment that are computed anew with it, and only then come the memory's (ext_len).
    /// </summary>
    public int ExtendedLength { get; init; }

    /// <summary>Threads, each of which takes a stream after another.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Threads that the model is best loaded for: those that have no stream of their own share the work of a step.
    /// </summary>
    public int ModelThreads => Math.Max(1, Threads / BatchSize);

    /// <summary>How far what is recalled is to be trusted; null: as the model says.</summary>
    public RecallWeights? Recall { get; init; }

    /// <summary>
    /// To how many tokens, itself included, the last token of a segment attends: what the model must be loaded for.
    /// </summary>
    public int Window => MemoryLength + ExtendedLength + SegmentLength;
}
