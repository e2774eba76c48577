namespace LakhNes.Generator;

/// <summary>How a model is loaded.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>Threads that share the work of a run; with 1 only the caller's thread works.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Threads without work spin for a while instead of sleeping.</summary>
    public bool Spin { get; init; }

    /// <summary>Threads that the model starts have a low priority.</summary>
    public bool Background { get; init; }

    /// <summary>
    /// To how many tokens, itself included, a token can attend at most; by default the model's memory and itself.
    /// </summary>
    public int? MaximumWindow { get; init; }

    /// <summary>Distances beyond this one count as this one; 0: no limit; null: as the model says (clamp_len).</summary>
    public int? ClampLength { get; init; }

    /// <summary>
    /// In segments too, each token attends to exactly the memory's length; null: as the model says (same_length).
    /// </summary>
    public bool? SameLength { get; init; }

    /// <summary>
    /// Where the model, when it is disposed, writes how long each node of its graph took: a path without its end.
    /// </summary>
    public string? ProfilePrefix { get; init; }

    /// <summary>
    /// The form of 8-bit right matrices, which changes no number where it is exact; null: the fastest that is.
    /// </summary>
    internal DataType? RightMatrices { get; init; }

    /// <summary>The folder of ONNX Runtime's library; by default the program's own.</summary>
    public string? RuntimeFolder { get; init; }
}
