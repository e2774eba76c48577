using LakhNes.Generator.Onnx;

namespace LakhNes.Generator;

/// <summary>
/// One token, in standard ONNX operators only: the form in which a model is stored, which any runtime can run. Keys and values
/// of earlier tokens come in as rings of mem_len slots; the token's own go out, for the caller to write into the oldest slot.
/// </summary>
/// <remarks>
/// Inputs: token [1]; keys.l [heads, head, slots] and values.l [heads, slots, head] of each layer l; distance_row [slots + 1],
/// for each slot and then for the token itself mem_len minus its distance; mask [slots + 1], 0 or, for slots that are empty, a
/// large negative number. Outputs: logits [1, tokens]; new_keys.l [heads, head, 1] and new_values.l [heads, 1, head].
/// </remarks>
internal class StepGraph : TransformerXlGraph
{
    private readonly ModelPrecision _precision;
    private readonly Dictionary<string, string> _matrices = [];
    private readonly int _slots;

    /// <summary>Prepares the graph.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="precision">How its matrices are stored.</param>
    public StepGraph(TransformerXlWeights weights, ModelPrecision precision)
        : base("transformer_xl_step", weights.Dimensions)
    {
        Weights = weights;
        _precision = precision;
        _slots = Dimensions.MemoryLength;
    }

    /// <summary>The model.</summary>
    protected TransformerXlWeights Weights { get; }

    /// <summary>Builds the model.</summary>
    /// <param name="metadata">What the file says about itself.</param>
    /// <param name="progress">Told the share of its numbers that are stored, 0 to 1.</param>
    public ModelProto Build(IEnumerable<KeyValuePair<string, string>> metadata, IProgress<double>? progress = null)
    {
        Graph.Input("token", DataType.Int64, 1);
        Graph.Input("distance_row", DataType.Int64, _slots + 1);
        Graph.Input("mask", Float, _slots + 1);
        long stored = 0;
        foreach (ParameterShape parameter in Dimensions.Parameters())
        {
            Store(parameter);
            progress?.Report(Math.Min(1, (double)(stored += parameter.Count) / Dimensions.ParameterCount));
        }

        // distances mem_len down to 0: [slots + 1, model]; the runtime folds what follows from it into constants
        float[] table = PositionTable.Descending(
            Weights.Parameters[ParameterShape.InverseFrequencies],
            _slots + 1,
            Dimensions.ClampLength
        );
        Graph.Constant<float>("position_table", table, _slots + 1, Dimensions.ModelSize);
        Graph.Constant<float>("score_scale", [1 / MathF.Sqrt(Dimensions.HeadSize)]);
        Graph.Constant<float>("embedding_scale", [MathF.Sqrt(Dimensions.ModelSize)]);
        Graph.Output(Decode(), "logits", Float, 1, Dimensions.TokenCount);
        return Graph.Build(metadata);
    }

    /// <inheritdoc/>
    protected override string Embed() =>
        Graph.Node("Mul", [Graph.Node("Gather", [_matrices[ParameterShape.Embedding], "token"]), "embedding_scale"]);

    /// <inheritdoc/>
    protected override string Linear(string x, string weight, int outputs, int inputs, string? bias = null, bool rectify = false)
    {
        string y = Graph.Node(
            "Gemm",
            bias is null ? [x, _matrices[weight]] : [x, _matrices[weight], bias],
            OnnxGraphBuilder.Attribute("transB", 1)
        );
        return rectify ? Graph.Node("Relu", [y]) : y;
    }

    /// <inheritdoc/>
    protected override string Attend(int layer, string qkv)
    {
        int heads = Dimensions.HeadCount,
            head = Dimensions.HeadSize,
            width = Dimensions.AttentionSize;
        string[] parts = Graph.Nodes("Split", 3, [qkv, Graph.Sizes(width, width, width)], OnnxGraphBuilder.Attribute("axis", 1));
        string query = Graph.Node("Reshape", [parts[0], Graph.Sizes(heads, 1, head)]);
        string key = Graph.Node("Reshape", [parts[1], Graph.Sizes(heads, head, 1)]);
        string value = Graph.Node("Reshape", [parts[2], Graph.Sizes(heads, 1, head)]);
        string keys = Graph.Input($"keys.{layer}", Float, heads, head, _slots);
        string values = Graph.Input($"values.{layer}", Float, heads, _slots, head);

        // ---- content: (q + u) . k for each slot, then for the token itself ----
        string contentQuery = Scaled(query, ParameterShape.ContentBias);
        string content = Graph.Node(
            "Concat",
            [Graph.Node("MatMul", [contentQuery, keys]), Graph.Node("MatMul", [contentQuery, key])],
            OnnxGraphBuilder.Attribute("axis", 2)
        );

        // ---- position: (q + v) . r for each distance, then in the order of the slots ----
        // [slots + 1, width]
        string projected = Linear("position_table", $"layers.{layer}.dec_attn.r_net.weight", width, Dimensions.ModelSize);
        string byHead = Graph.Node(
            "Transpose",
            [Graph.Node("Reshape", [projected, Graph.Sizes(_slots + 1, heads, head)])],
            OnnxGraphBuilder.Attribute("perm", 1, 2, 0)
        );
        string byDistance = Graph.Node("MatMul", [Scaled(query, ParameterShape.PositionBias), byHead]);
        string position = Graph.Node("Gather", [byDistance, "distance_row"], OnnxGraphBuilder.Attribute("axis", 2));

        // ---- weights and their sum: [heads, 1, slots + 1] to [1, heads * head] ----
        string scores = Graph.Node("Add", [Graph.Node("Add", [content, position]), "mask"]);
        string weights = Graph.Node("Softmax", [scores], OnnxGraphBuilder.Attribute("axis", -1));
        string[] split = Graph.Nodes("Split", 2, [weights, Graph.Sizes(_slots, 1)], OnnxGraphBuilder.Attribute("axis", 2));
        string sum = Graph.Node("Add", [Graph.Node("MatMul", [split[0], values]), Graph.Node("MatMul", [split[1], value])]);
        Graph.Output(key, $"new_keys.{layer}", Float, heads, head, 1);
        Graph.Output(value, $"new_values.{layer}", Float, heads, 1, head);
        return Graph.Node("Reshape", [sum, Graph.Sizes(1, width)]);
    }

    private string Scaled(string query, string bias)
    {
        string reshaped = Graph.Node("Reshape", [bias, Graph.Sizes(Dimensions.HeadCount, 1, Dimensions.HeadSize)]);
        return Graph.Node("Mul", [Graph.Node("Add", [query, reshaped]), "score_scale"]);
    }

    private void Store(ParameterShape parameter)
    {
        float[] numbers = Weights.Parameters[parameter.Name];
        long[] shape = [.. parameter.Shape.Select(size => (long)size)];
        _matrices[parameter.Name] = parameter.Name;
        if (!parameter.IsMatrix || _precision == ModelPrecision.Float32)
        {
            Graph.Constant<float>(parameter.Name, numbers, shape);
            return;
        }

        (sbyte[] whole, float[] scales) = WeightQuantizer.Quantize(numbers, parameter.Shape[0], parameter.Shape[1]);
        Graph.Constant<sbyte>(parameter.Name, whole, shape);
        string scale = Graph.Constant<float>(ModelFile.ScalesOf(parameter.Name), scales, scales.Length);
        _matrices[parameter.Name] = Graph.Node(
            "DequantizeLinear",
            [parameter.Name, scale],
            OnnxGraphBuilder.Attribute("axis", 0)
        );
    }
}
