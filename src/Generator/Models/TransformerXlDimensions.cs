namespace LakhNes.Generator;

/// <summary>The sizes and variants of a Transformer-XL with attention type 0 (partially learnable relative positions).</summary>
public sealed record TransformerXlDimensions
{
    /// <summary>The longest memory that decoders make room for, in tokens.</summary>
    public const int MaximumMemoryLength = 16384;

    /// <summary>Decoder layers (n_layer).</summary>
    public required int LayerCount { get; init; }

    /// <summary>Size of the vocabulary (n_token).</summary>
    public required int TokenCount { get; init; }

    /// <summary>Size of the hidden state (d_model).</summary>
    public required int ModelSize { get; init; }

    /// <summary>
    /// Size of a token's row in the embedding, which projections bring to the model's size and back (d_embed); null: rows have
    /// the model's size and there are no projections. What composes knows their products only
    /// (<see cref="EmbeddingProjection"/>).
    /// </summary>
    public int? EmbeddingSize { get; init; }

    /// <summary>Attention heads (n_head).</summary>
    public required int HeadCount { get; init; }

    /// <summary>Size of a head (d_head).</summary>
    public required int HeadSize { get; init; }

    /// <summary>Hidden size of the feed-forward block (d_inner).</summary>
    public required int InnerSize { get; init; }

    /// <summary>Earlier tokens that a token attends to (mem_len), unless a decoder is told otherwise.</summary>
    public required int MemoryLength { get; init; }

    /// <summary>Distances beyond this one count as this one; not positive: no limit (clamp_len).</summary>
    public int ClampLength { get; init; } = -1;

    /// <summary>In segments too, each token attends to exactly the memory's length (same_length).</summary>
    public bool SameLength { get; init; }

    /// <summary>The output layer's weight is the embedding.</summary>
    public bool TiedOutput { get; init; } = true;

    /// <summary>Layer normalisation stands before each block instead of behind it (pre_lnorm).</summary>
    public bool NormalizeBefore { get; init; }

    /// <summary>Heads side by side (n_head * d_head).</summary>
    public int AttentionSize => HeadCount * HeadSize;

    /// <summary>Size of a token's row in the embedding and in the output layer.</summary>
    public int RowSize => EmbeddingSize ?? ModelSize;

    /// <summary>Numbers that training adapts.</summary>
    public long ParameterCount =>
        Parameters().Where(parameter => parameter.Name != ParameterShape.InverseFrequencies).Sum(p => (long)p.Count);

    /// <summary>All parameters in the order in which data passes them.</summary>
    public IEnumerable<ParameterShape> Parameters()
    {
        yield return new(ParameterShape.Embedding, TokenCount, RowSize);
        if (EmbeddingSize is { } row)
            yield return new(ParameterShape.InputProjection, ModelSize, row);
        yield return new(ParameterShape.InverseFrequencies, ModelSize / 2);
        yield return new(ParameterShape.ContentBias, HeadCount, HeadSize);
        yield return new(ParameterShape.PositionBias, HeadCount, HeadSize);
        for (int layer = 0; layer < LayerCount; layer++)
        {
            string attention = $"layers.{layer}.dec_attn";
            yield return new($"{attention}.qkv_net.weight", 3 * AttentionSize, ModelSize);
            yield return new($"{attention}.r_net.weight", AttentionSize, ModelSize);
            yield return new($"{attention}.o_net.weight", ModelSize, AttentionSize);
            yield return new($"{attention}.layer_norm.weight", ModelSize);
            yield return new($"{attention}.layer_norm.bias", ModelSize);
            string feedForward = $"layers.{layer}.pos_ff";
            yield return new($"{feedForward}.CoreNet.0.weight", InnerSize, ModelSize);
            yield return new($"{feedForward}.CoreNet.0.bias", InnerSize);
            yield return new($"{feedForward}.CoreNet.3.weight", ModelSize, InnerSize);
            yield return new($"{feedForward}.CoreNet.3.bias", ModelSize);
            yield return new($"{feedForward}.layer_norm.weight", ModelSize);
            yield return new($"{feedForward}.layer_norm.bias", ModelSize);
        }

        if (!TiedOutput)
            yield return new(ParameterShape.OutputWeight, TokenCount, RowSize);
        if (EmbeddingSize is { } column)
            yield return new(ParameterShape.OutputProjection, ModelSize, column);
        yield return new(ParameterShape.OutputBias, TokenCount);
    }
}
