using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Kernels;

namespace LakhNes.Training.Graphs;

/// <summary>
/// One step of the optimiser over all trained parameters as one vector. Inputs: parameters, gradients, first and second [n];
/// settings (<see cref="OptimiserUpdate.Setting"/>). Outputs: norm [1], of the gradients; factor [1], by which they were clipped.
/// </summary>
internal static class OptimiserGraph
{
    /// <summary>Builds the model.</summary>
    /// <param name="length">Numbers that are trained.</param>
    /// <param name="decayed">How many of them, the first ones, decay.</param>
    public static ModelProto Build(long length, long decayed)
    {
        var graph = new OnnxGraphBuilder("optimiser");
        foreach (string vector in new[] { "parameters", "gradients", "first", "second" })
            graph.Input(vector, DataType.Float, length);
        graph.Input("settings", DataType.Float, (long)OptimiserUpdate.Setting.Count);
        string norm = graph.Node("ReduceL2", ["gradients"], OnnxGraphBuilder.Attribute("axes", [0L]));
        string factor = graph.Nodes(
            CustomOperator.Domain,
            nameof(OptimiserStep),
            1,
            ["parameters", "gradients", "first", "second", norm, "settings"],
            OnnxGraphBuilder.Attribute("decayed", decayed)
        )[0];
        graph.Output(norm, "norm", DataType.Float, 1);
        graph.Output(factor, "factor", DataType.Float, 1);
        return graph.Build();
    }
}
