namespace LakhNes.Generator;

/// <summary>A parameter of the model: its name as PyTorch's state dict spells it, and its shape.</summary>
/// <param name="Name">Such as <c>layers.0.dec_attn.qkv_net.weight</c>.</param>
/// <param name="Shape">Its sizes; a linear layer's weight is [outputs, inputs].</param>
public sealed record ParameterShape(string Name, params int[] Shape)
{
    /// <summary>The token embedding, [tokens, row].</summary>
    public const string Embedding = "word_emb.emb_layers.0.weight";

    /// <summary>Brings rows of the embedding to the model's size, where they have another, [model, row].</summary>
    public const string InputProjection = "word_emb.emb_projs.0";

    /// <summary>Brings the hidden state to the size of the output layer's rows, [model, row].</summary>
    public const string OutputProjection = "crit.out_projs.0";

    /// <summary>The output layer's weight where it is not the embedding, [tokens, row].</summary>
    public const string OutputWeight = "crit.out_layers.0.weight";

    /// <summary>The output layer's bias, [tokens].</summary>
    public const string OutputBias = "crit.out_layers.0.bias";

    /// <summary>Added to queries before they meet keys ("u" of the Transformer-XL paper), [heads, head].</summary>
    public const string ContentBias = "r_w_bias";

    /// <summary>Added to queries before they meet positions ("v" of the paper), [heads, head].</summary>
    public const string PositionBias = "r_r_bias";

    /// <summary>Angular frequencies of the position embedding, [model / 2].</summary>
    public const string InverseFrequencies = "pos_emb.inv_freq";

    /// <summary>Numbers in the parameter.</summary>
    public int Count => Shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>
    /// A linear layer's weight, which the int8 precision quantises; the embedding is one where it is also the output layer.
    /// </summary>
    public bool IsMatrix => Shape.Length == 2 && Name is not (ContentBias or PositionBias);

    /// <summary>A projection between the embedding and the model.</summary>
    public bool IsEmbeddingProjection => Name is InputProjection or OutputProjection;

    /// <summary>A layer's projection of position embeddings.</summary>
    public bool IsPositionProjection => Name.EndsWith(".r_net.weight", StringComparison.Ordinal);

    /// <summary>The shape as text, for messages.</summary>
    public string ShapeText => "[" + string.Join(", ", Shape) + "]";
}
