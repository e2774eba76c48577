namespace LakhNes.Generator.Runtime;

/// <summary>How a session runs.</summary>
public sealed record OrtSessionOptions
{
    /// <summary>
    /// Threads that share the work of one run, the caller's included; with 1 nothing but the caller's thread works.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Threads that have nothing to do spin for a while instead of sleeping.</summary>
    public bool Spin { get; init; }

    /// <summary>Threads that the session starts have a low priority.</summary>
    public bool Background { get; init; }

    /// <summary>Where the session, when it is disposed, writes how long each node took: a path without its end.</summary>
    public string? ProfilePrefix { get; init; }

    /// <summary>The graph's operators that are not part of ONNX.</summary>
    public IReadOnlyList<CustomOperator> Operators { get; init; } = [];

    /// <summary>Constants that the program lends instead of storing them in the model; they must outlive the session.</summary>
    public IReadOnlyDictionary<string, OrtTensor> LentConstants { get; init; } = new Dictionary<string, OrtTensor>();
}
