using LakhNes.Generator.Kernels;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator;

/// <summary>
/// Any number of tokens of any number of streams: a step, a segment of a prompt, or a batch. The same model as
/// <see cref="StepGraph"/>, with attention (and, in int8, matrices) by this project's own operators; the weights are lent.
/// </summary>
/// <remarks>
/// Inputs: tokens [rows]; spans [rows, 8]; keys.l, key_scales.l, values.l and value_scales.l, which attention writes
/// (<see cref="RelativeAttention{T, TFormat}"/>). Output: logits [rows, tokens].
/// </remarks>
internal sealed class DecoderGraph : TransformerXlGraph
{
    /// <summary>The lent table of embeddings, already times the root of the model's size.</summary>
    public const string EmbeddingTable = "embedding_table";

    /// <summary>The lent zeros that stand in for a missing bias.</summary>
    public const string NoBias = "no_bias";

    /// <summary>The lent number that 8-bit rows hold for zero, where numbers may be negative.</summary>
    public const string SignedZero = "signed_zero";

    /// <summary>The same where none is negative.</summary>
    public const string UnsignedZero = "unsigned_zero";

    /// <summary>The same of 8-bit right matrices.</summary>
    public const string RightZero = "right_zero";

    private const int Unknown = -1;
    private const string TurnedSuffix = ".turned";

    private readonly HashSet<string> _rectified = [];
    private readonly ModelPrecision _precision;
    private readonly DataType _right;
    private readonly int _padded;
    private readonly int _distances;

    /// <summary>Prepares the graph.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="precision">How its matrices are stored.</param>
    /// <param name="right">The form of 8-bit right matrices (<see cref="RightMatrix"/>).</param>
    /// <param name="padded">A head's size in memory.</param>
    /// <param name="distances">How many distances have a projected position.</param>
    public DecoderGraph(TransformerXlDimensions dimensions, ModelPrecision precision, DataType right, int padded, int distances)
        : base("transformer_xl_decoder", dimensions)
    {
        _precision = precision;
        _right = right;
        _padded = padded;
        _distances = distances;
    }

    /// <summary>The name of the attention operator for a precision.</summary>
    public static string AttentionName(ModelPrecision precision) =>
        precision == ModelPrecision.Int8 ? "QuantizedRelativeAttention" : "RelativeAttention";

    /// <summary>The name of an 8-bit matrix whose rows are another's columns.</summary>
    public static string TurnedOf(string weight) => weight + TurnedSuffix;

    /// <summary>The graph has a constant for a parameter; the others are replaced by tables.</summary>
    public static bool Uses(ParameterShape parameter, TransformerXlDimensions dimensions) =>
        parameter.Name != ParameterShape.InverseFrequencies
        && !parameter.IsPositionProjection
        && (parameter.Name != ParameterShape.Embedding || dimensions.TiedOutput);

    /// <summary>Builds the model; its constants are lent when a session is made.</summary>
    public ModelProto Build()
    {
        Graph.Input("tokens", DataType.Int64, Unknown);
        Graph.Input("spans", DataType.Int32, Unknown, RingSpan.Numbers);
        Graph.LentConstant(EmbeddingTable, Float, Dimensions.TokenCount, Dimensions.ModelSize);
        if (_precision == ModelPrecision.Int8)
            LendForInt8();
        foreach (ParameterShape parameter in Dimensions.Parameters())
            Lend(parameter);
        Graph.Output(Decode(), "logits", Float, Unknown, Dimensions.TokenCount);
        return Graph.Build();
    }

    /// <inheritdoc/>
    protected override string Embed() => Graph.Node("Gather", [EmbeddingTable, "tokens"]);

    /// <inheritdoc/>
    protected override string Linear(string x, string weight, int outputs, int inputs, string? bias = null, bool rectify = false)
    {
        if (_precision == ModelPrecision.Int8)
        {
            string product = Product(x, weight, bias, rectify);
            if (rectify)
                _rectified.Add(product);
            return product;
        }

        string y = Graph.Node("Gemm", bias is null ? [x, weight] : [x, weight, bias], OnnxGraphBuilder.Attribute("transB", 1));
        return rectify ? Graph.Node("Relu", [y]) : y;
    }

    /// <inheritdoc/>
    protected override string Attend(int layer, string qkv)
    {
        int heads = Dimensions.HeadCount;
        DataType type = _precision == ModelPrecision.Int8 ? DataType.Int8 : Float;
        string positions = $"positions.{layer}";
        string[] turned =
            _precision == ModelPrecision.Int8
                ? [Graph.LentConstant(TurnedOf(positions), _right, heads, _padded, _distances)]
                : [];
        return Graph.Nodes(
            CustomOperator.Domain,
            AttentionName(_precision),
            1,
            [
                qkv,
                "spans",
                Graph.Input($"keys.{layer}", type, Unknown, _padded),
                Graph.Input($"key_scales.{layer}", Float, Unknown),
                Graph.Input($"values.{layer}", type, Unknown, _padded),
                Graph.Input($"value_scales.{layer}", Float, Unknown),
                Graph.LentConstant(positions, type, heads, _distances, _padded),
                Graph.LentConstant($"position_scales.{layer}", Float, heads, _distances),
                ParameterShape.ContentBias,
                ParameterShape.PositionBias,
                .. turned,
            ],
            OnnxGraphBuilder.Attribute("head_size", Dimensions.HeadSize)
        )[0];
    }

    // ONNX Runtime packs a constant matrix once, as its kernels read it
    private string Product(string x, string weight, string? bias, bool rectify)
    {
        bool signed = !_rectified.Contains(x);
        string[] rows = Graph.Nodes(
            CustomOperator.Domain,
            nameof(QuantizedRows),
            2,
            [x],
            OnnxGraphBuilder.Attribute("signed", signed ? 1 : 0)
        );
        string sums = Graph.Node("MatMulInteger", [rows[0], TurnedOf(weight), signed ? SignedZero : UnsignedZero, RightZero]);
        return Graph.Nodes(
            CustomOperator.Domain,
            nameof(ScaledSums),
            1,
            [sums, rows[1], ModelFile.ScalesOf(weight), bias ?? NoBias],
            OnnxGraphBuilder.Attribute("rectify", rectify ? 1 : 0)
        )[0];
    }

    private void LendForInt8()
    {
        Graph.LentConstant(NoBias, Float, Math.Max(3 * Dimensions.AttentionSize, Dimensions.ModelSize));
        Graph.LentConstant(SignedZero, DataType.Uint8, 1);
        Graph.LentConstant(UnsignedZero, DataType.Uint8, 1);
        Graph.LentConstant(RightZero, _right, 1);
    }

    private void Lend(ParameterShape parameter)
    {
        if (!Uses(parameter, Dimensions))
            return;
        long[] shape = [.. parameter.Shape.Select(size => (long)size)];
        bool quantized = parameter.IsMatrix && _precision == ModelPrecision.Int8;
        if (quantized)
        {
            Graph.LentConstant(TurnedOf(parameter.Name), _right, shape[1], shape[0]);
            Graph.LentConstant(ModelFile.ScalesOf(parameter.Name), Float, shape[0]);
        }
        else
        {
            Graph.LentConstant(parameter.Name, Float, shape);
        }
    }
}
