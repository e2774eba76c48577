namespace LakhNes.Generator.Decoding;

/// <summary>What a decoder makes room for.</summary>
public sealed record DecoderOptions
{
    /// <summary>Pieces that are decoded side by side, each with a memory of its own.</summary>
    public int Streams { get; init; } = 1;

    /// <summary>
    /// Streams behind those, for what goes on after one of them (<see cref="TransformerXlDecoder.Branch"/>): they remember no
    /// more tokens of their own than <see cref="BranchLength"/>.
    /// </summary>
    public int Branches { get; init; }

    /// <summary>Tokens that a branch may take.</summary>
    public int BranchLength { get; init; } = 512;

    /// <summary>Earlier tokens that a token attends to; by default the model's own.</summary>
    public int? MemoryLength { get; init; }

    /// <summary>Tokens that can be taken back with the memory still full.</summary>
    public int Rewind { get; init; }

    /// <summary>Tokens of one run at most: a longer prompt takes several runs.</summary>
    public int MaximumRows { get; init; } = 512;
}
