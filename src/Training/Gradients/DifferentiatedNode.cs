using LakhNes.Generator.Onnx;

namespace LakhNes.Training.Gradients;

/// <summary>A node as its gradient rule sees it.</summary>
/// <param name="builder">Knows the gradients of the node's outputs.</param>
/// <param name="node">The node.</param>
internal readonly struct DifferentiatedNode(GradientBuilder builder, NodeProto node)
{
    /// <summary>The graph, to add the gradient's nodes to.</summary>
    public OnnxGraphBuilder Graph => builder.Graph;

    /// <summary>The node.</summary>
    public NodeProto Node => node;

    /// <summary>How many inputs the node has.</summary>
    public int InputCount => node.Input.Count;

    /// <summary>An input.</summary>
    public string Input(int index) => node.Input[index];

    /// <summary>An output.</summary>
    public string Output(int index = 0) => node.Output[index];

    /// <summary>The gradient with respect to an input is wanted.</summary>
    public bool Needs(int input) => builder.Needs(node.Input[input]);

    /// <summary>How many dimensions an input has.</summary>
    public int Rank(int input) => builder.RankOf(node.Input[input]);

    /// <summary>The gradient with respect to an output; zeros where the loss does not depend on it.</summary>
    public string Gradient(int output = 0) =>
        builder.GradientOf(node.Output[output]) ?? Graph.Node("ConstantOfShape", [Graph.Node("Shape", [node.Output[output]])]);

    /// <summary>A whole number among the attributes.</summary>
    public long Attribute(string name, long initial = 0) =>
        node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? initial;

    /// <summary>A list among the attributes.</summary>
    public long[] Attributes(string name) => [.. node.Attribute.First(attribute => attribute.Name == name).Ints];

    /// <summary>The matrices of a value transposed.</summary>
    public string TransposeMatrices(int input)
    {
        long[] order = [.. Enumerable.Range(0, Rank(input)).Select(axis => (long)axis)];
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return Graph.Node("Transpose", [Input(input)], OnnxGraphBuilder.Attribute("perm", order));
    }

    /// <summary>A sum over some axes, which vanish.</summary>
    public string Sum(string value, params ReadOnlySpan<long> axes) =>
        Graph.Node("ReduceSum", [value, Graph.Sizes(axes)], OnnxGraphBuilder.Attribute("keepdims", 0));
}
