using LakhNes.Generator.Onnx;

namespace LakhNes.Generator;

/// <summary>
/// The order in which data passes a Transformer-XL. How matrices and memory are handled is left to the kinds of graph.
/// </summary>
/// <param name="name">The graph's name.</param>
/// <param name="dimensions">The model's sizes and variants.</param>
internal abstract class TransformerXlGraph(string name, TransformerXlDimensions dimensions)
{
    /// <summary>Element type of almost everything.</summary>
    protected const DataType Float = DataType.Float;

    private const float NormEpsilon = 1e-5f;

    /// <summary>The graph under construction.</summary>
    protected OnnxGraphBuilder Graph { get; } = new(name);

    /// <summary>The model's sizes and variants.</summary>
    protected TransformerXlDimensions Dimensions { get; } = dimensions;

    /// <summary>Adds all nodes from the token to the logits.</summary>
    /// <returns>The logits [rows, tokens].</returns>
    protected string Decode()
    {
        bool before = Dimensions.NormalizeBefore;

        // ---- embedding: [rows, model] ----
        string hidden = Drop(Embed());

        for (int layer = 0; layer < Dimensions.LayerCount; layer++)
        {
            // ---- attention over the memory and the token itself ----
            Enter(layer, hidden);
            string block = $"layers.{layer}.dec_attn";
            string input = before ? Normalize(hidden, block) : hidden;
            // [rows, 3 * heads * head]
            string qkv = Linear(input, $"{block}.qkv_net.weight", 3 * Dimensions.AttentionSize, Dimensions.ModelSize);
            string attended = Attend(layer, qkv); // [rows, heads * head]
            string added = Drop(Linear(attended, $"{block}.o_net.weight", Dimensions.ModelSize, Dimensions.AttentionSize));
            hidden = Graph.Node("Add", [hidden, added]);
            if (!before)
                hidden = Normalize(hidden, block);

            // ---- feed-forward ----
            block = $"layers.{layer}.pos_ff";
            input = before ? Normalize(hidden, block) : hidden;
            string inner = Linear( // [rows, inner]
                input,
                $"{block}.CoreNet.0.weight",
                Dimensions.InnerSize,
                Dimensions.ModelSize,
                $"{block}.CoreNet.0.bias",
                rectify: true
            );
            added = Drop(
                Linear(
                    Drop(inner),
                    $"{block}.CoreNet.3.weight",
                    Dimensions.ModelSize,
                    Dimensions.InnerSize,
                    $"{block}.CoreNet.3.bias"
                )
            );
            hidden = Graph.Node("Add", [hidden, added]);
            if (!before)
                hidden = Normalize(hidden, block);
        }

        // ---- output: [rows, tokens] ----
        string output = Dimensions.TiedOutput ? ParameterShape.Embedding : ParameterShape.OutputWeight;
        return Linear(ToRow(Drop(hidden)), output, Dimensions.TokenCount, Dimensions.RowSize, ParameterShape.OutputBias);
    }

    /// <summary>Told the hidden state that a layer is given, before its nodes are added: what training keeps as memory.</summary>
    /// <param name="layer">Which.</param>
    /// <param name="hidden">[rows, model].</param>
    protected virtual void Enter(int layer, string hidden) { }

    /// <summary>Where training drops values out; nothing happens elsewhere.</summary>
    protected virtual string Drop(string x) => x;

    /// <summary>The tokens' embeddings, times the root of the model's size.</summary>
    protected abstract string Embed();

    /// <summary>
    /// Brings the hidden state to the size of the output layer's rows, where training knows another than the model's.
    /// </summary>
    protected virtual string ToRow(string hidden) => hidden;

    /// <summary>Attention of one layer.</summary>
    /// <param name="layer">Which.</param>
    /// <param name="qkv">Queries, keys and values side by side.</param>
    protected abstract string Attend(int layer, string qkv);

    /// <summary>x W^T + b, then a rectifier if asked for.</summary>
    protected abstract string Linear(string x, string weight, int outputs, int inputs, string? bias = null, bool rectify = false);

    /// <summary>The layer normalisation of a block.</summary>
    protected string Normalize(string x, string block) =>
        Graph.Node(
            "LayerNormalization",
            [x, $"{block}.layer_norm.weight", $"{block}.layer_norm.bias"],
            OnnxGraphBuilder.Attribute("axis", -1),
            OnnxGraphBuilder.Attribute("epsilon", NormEpsilon)
        );
}
