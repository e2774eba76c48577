namespace LakhNes.Generator.Benchmarks;

/// <summary>
/// The step graph with ONNX Runtime's own 8-bit matrix product in place of this project's: what a model is without custom
/// operators.
/// </summary>
internal sealed class PlainInt8Graph(TransformerXlWeights weights) : StepGraph(weights, ModelPrecision.Float32)
{
    protected override string Linear(string x, string weight, int outputs, int inputs, string? bias = null, bool rectify = false)
    {
        if (weight.EndsWith(".r_net.weight", StringComparison.Ordinal))
            return base.Linear(x, weight, outputs, inputs, bias, rectify);

        // DynamicQuantizeMatMul takes the transposed weight
        (sbyte[] whole, float[] scales) = WeightQuantizer.Quantize(Weights.Parameters[weight], outputs, inputs);
        sbyte[] transposed = new sbyte[whole.Length];
        for (int i = 0; i < whole.Length; i++)
            transposed[i % inputs * outputs + i / inputs] = whole[i];
        string matrix = Graph.Constant<sbyte>($"{weight}.transposed", transposed, inputs, outputs);
        string scale = Graph.Constant<float>($"{weight}.scales", scales, outputs);
        string y = Graph.Nodes(
            "com.microsoft",
            "DynamicQuantizeMatMul",
            1,
            bias is null ? [x, matrix, scale] : [x, matrix, scale, "", bias]
        )[0];
        return rectify ? Graph.Node("Relu", [y]) : y;
    }
}
