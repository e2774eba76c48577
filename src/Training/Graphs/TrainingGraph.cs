using LakhNes.Generator;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Gradients;
using LakhNes.Training.Kernels;

namespace LakhNes.Training.Graphs;

/// <summary>
/// The loss of a segment of any number of streams, its gradients, and the memory for the next segment. The network is the one
/// that composes (<see cref="TransformerXlGraph"/>), with dropout where LakhNES has it.
/// </summary>
/// <remarks>
/// Rows stand stream after stream. Inputs: tokens and targets [rows]; by_head [4], what rows are reshaped to: -1, tokens of a
/// segment, heads, size of a head; by_model [3]: -1, tokens of a segment, model; position_table [memory + segment, model]; window
/// [2] (<see cref="RelativeSoftmax"/>); memory.l [streams, memory, model], what each layer l was given for earlier tokens, the
/// latest last; draw [2] (<see cref="Dropout"/>), with dropout only; and each parameter by its name. Outputs: loss, the mean over
/// rows; next_memory.l; and <see cref="GradientOf"/> each parameter that is trained.
/// </remarks>
internal sealed class TrainingGraph : TransformerXlGraph
{
    // sizes that are unknown until the graph runs
    private const int Rows = -1,
        Streams = -2,
        Distances = -3;

    private const string ByHead = "by_head",
        ByModel = "by_model";

    private readonly int _memory;
    private readonly int _rate;
    private readonly int _attentionRate;
    private readonly HashSet<string> _trained;
    private readonly string[] _entered;
    private int _places;

    /// <summary>Prepares the graph.</summary>
    /// <param name="dimensions">The model's sizes and variants.</param>
    /// <param name="memory">Tokens before the segment that are attended to; at least 1.</param>
    /// <param name="dropout">Share of values that are dropped, below 1.</param>
    /// <param name="attentionDropout">Share of the weights of attention that are dropped, below 1.</param>
    /// <param name="trained">Parameters whose gradients are wanted.</param>
    public TrainingGraph(
        TransformerXlDimensions dimensions,
        int memory,
        double dropout,
        double attentionDropout,
        IEnumerable<string> trained
    )
        : base("transformer_xl_training", dimensions)
    {
        _memory = memory;
        _rate = RateOf(dropout);
        _attentionRate = RateOf(attentionDropout);
        _trained = [.. trained];
        _entered = new string[dimensions.LayerCount];
    }

    /// <summary>The output that holds a parameter's gradient.</summary>
    public static string GradientOf(string parameter) => $"gradient.{parameter}";

    /// <summary>A graph has an input for a parameter.</summary>
    public static bool Uses(ParameterShape parameter) => parameter.Name != ParameterShape.InverseFrequencies;

    /// <summary>A share as the rate of <see cref="Dropout"/>.</summary>
    public static int RateOf(double share) => (int)Math.Round(share * Dropout.Whole);

    /// <summary>Builds the model.</summary>
    public ModelProto Build()
    {
        int size = Dimensions.ModelSize;
        Graph.Input("tokens", DataType.Int64, Rows);
        Graph.Input("targets", DataType.Int64, Rows);
        Graph.Input(ByHead, DataType.Int64, 4);
        Graph.Input(ByModel, DataType.Int64, 3);
        Graph.Input("position_table", Float, Distances, size);
        Graph.Input("window", DataType.Int32, 2);
        if (_rate > 0 || _attentionRate > 0)
            Graph.Input("draw", DataType.Int64, 2);
        for (int layer = 0; layer < Dimensions.LayerCount; layer++)
            Graph.Input($"memory.{layer}", Float, Streams, _memory, size);
        ParameterShape[] parameters = [.. Dimensions.Parameters().Where(Uses)];
        foreach (ParameterShape parameter in parameters)
            Graph.Input(parameter.Name, Float, [.. parameter.Shape.Select(length => (long)length)]);
        Graph.Constant<float>("embedding_scale", [MathF.Sqrt(size)]);
        Graph.Constant<float>("off_and_on", [0, 1], 2);
        Graph.Constant<float>("zero", [0]);

        string loss = Loss(Decode());
        IReadOnlyDictionary<string, string> gradients = GradientBuilder.Append(Graph, loss, _trained);
        for (int layer = 0; layer < Dimensions.LayerCount; layer++)
            Graph.Output(NextMemory(layer), $"next_memory.{layer}", Float, Streams, _memory, size);
        foreach (ParameterShape parameter in parameters.Where(parameter => gradients.ContainsKey(parameter.Name)))
            Graph.Output(
                gradients[parameter.Name],
                GradientOf(parameter.Name),
                Float,
                [.. parameter.Shape.Select(length => (long)length)]
            );
        Graph.Output(loss, "loss", Float);
        return Graph.Build();
    }

    /// <inheritdoc/>
    protected override string Embed()
    {
        string rows = Graph.Node("Gather", [ParameterShape.Embedding, "tokens"]);
        if (Dimensions.EmbeddingSize is not null)
            rows = Gemm(rows, ParameterShape.InputProjection);
        return Graph.Node("Mul", [rows, "embedding_scale"]);
    }

    /// <inheritdoc/>
    protected override string ToRow(string hidden) =>
        Dimensions.EmbeddingSize is null ? hidden : Graph.Node("MatMul", [hidden, ParameterShape.OutputProjection]);

    /// <inheritdoc/>
    protected override void Enter(int layer, string hidden) => _entered[layer] = hidden;

    /// <inheritdoc/>
    protected override string Drop(string x) => Drop(x, _rate);

    private string Drop(string x, int rate) =>
        rate == 0
            ? x
            : Graph.Nodes(
                CustomOperator.Domain,
                nameof(Dropout),
                1,
                [x, "draw"],
                OnnxGraphBuilder.Attribute("rate", rate),
                OnnxGraphBuilder.Attribute("place", _places++)
            )[0];

    /// <inheritdoc/>
    protected override string Linear(string x, string weight, int outputs, int inputs, string? bias = null, bool rectify = false)
    {
        string y = Gemm(x, weight, bias);
        return rectify ? Graph.Node("Relu", [y]) : y;
    }

    /// <inheritdoc/>
    protected override string Attend(int layer, string qkv)
    {
        int heads = Dimensions.HeadCount,
            head = Dimensions.HeadSize,
            width = Dimensions.AttentionSize;
        string block = $"layers.{layer}.dec_attn";
        string[] parts = Graph.Nodes("Split", 3, [qkv], OnnxGraphBuilder.Attribute("axis", 1));

        // the memory is no part of what is differentiated, the projection of its keys and values is
        string[] weights = Graph.Nodes(
            "Split",
            2,
            [$"{block}.qkv_net.weight", Graph.Sizes(width, 2 * width)],
            OnnxGraphBuilder.Attribute("axis", 0)
        );
        string memory = Reshape($"memory.{layer}", -1, Dimensions.ModelSize);
        if (Dimensions.NormalizeBefore)
            memory = Normalize(memory, block);
        string[] earlier = Graph.Nodes("Split", 2, [Gemm(memory, weights[1])], OnnxGraphBuilder.Attribute("axis", 1));
        string All(string before, string now) =>
            Graph.Node(
                "Concat",
                [Reshape(before, -1, _memory, heads, head), Graph.Node("Reshape", [now, ByHead])],
                OnnxGraphBuilder.Attribute("axis", 1)
            );

        string key = Transpose(All(earlier[0], parts[1]), 2, 0, 3, 1); // [heads, streams, head, keys]
        string value = Transpose(All(earlier[1], parts[2]), 2, 0, 1, 3); // [heads, streams, keys, head]
        string Query(string bias) =>
            Transpose( // [heads, streams, queries, head]
                Graph.Node("Reshape", [Graph.Node("Add", [parts[0], Reshape(bias, width)]), ByHead]),
                2,
                0,
                1,
                3
            );
        // [heads, head, keys]
        string positions = Transpose(Reshape(Gemm(Drop("position_table"), $"{block}.r_net.weight"), -1, heads, head), 1, 2, 0);

        string content = Graph.Node("MatMul", [Query(ParameterShape.ContentBias), key]); // [heads, streams, queries, keys]
        // [heads, rows, keys]
        string position = Graph.Node("MatMul", [Reshape(Query(ParameterShape.PositionBias), heads, -1, head), positions]);
        string attention = Graph.Nodes(
            CustomOperator.Domain,
            nameof(RelativeSoftmax),
            1,
            [content, position, "window"],
            OnnxGraphBuilder.Attribute("head_size", head)
        )[0];
        string context = Graph.Node("MatMul", [Drop(attention, _attentionRate), value]); // [heads, streams, queries, head]
        return Reshape(Transpose(context, 1, 2, 0, 3), -1, width);
    }

    // the mean of -ln of the probability that a row gives to its target
    private string Loss(string logits)
    {
        string chosen = Graph.Node("OneHot", ["targets", Graph.Sizes(Dimensions.TokenCount), "off_and_on"]);
        string likelihood = Graph.Node("LogSoftmax", [logits], OnnxGraphBuilder.Attribute("axis", 1));
        string picked = Graph.Node(
            "ReduceSum",
            [Graph.Node("Mul", [likelihood, chosen]), Graph.Sizes(1)],
            OnnxGraphBuilder.Attribute("keepdims", 0)
        );
        return Graph.Node("Neg", [Graph.Node("ReduceMean", [picked], OnnxGraphBuilder.Attribute("keepdims", 0))]);
    }

    private string NextMemory(int layer)
    {
        string entered = Graph.Node("Reshape", [_entered[layer], ByModel]);
        string all = Graph.Node("Concat", [$"memory.{layer}", entered], OnnxGraphBuilder.Attribute("axis", 1));
        return Graph.Node("Slice", [all, Graph.Sizes(-_memory), Graph.Sizes(int.MaxValue), Graph.Sizes(1)]);
    }

    private string Gemm(string x, string weight, string? bias = null) =>
        Graph.Node("Gemm", bias is null ? [x, weight] : [x, weight, bias], OnnxGraphBuilder.Attribute("transB", 1));

    private string Reshape(string value, params ReadOnlySpan<long> shape) => Graph.Node("Reshape", [value, Graph.Sizes(shape)]);

    private string Transpose(string value, params ReadOnlySpan<long> order) =>
        Graph.Node("Transpose", [value], OnnxGraphBuilder.Attribute("perm", order));
}
