using LakhNes.Generator.Onnx;

namespace LakhNes.Training.Gradients;

/// <summary>
/// Extends a graph by the nodes that compute the gradient of a number with respect to some of its inputs: reverse-mode
/// differentiation, done once when the graph is built.
/// </summary>
internal sealed class GradientBuilder
{
    private readonly HashSet<string> _needed;
    private readonly Dictionary<string, int> _ranks = [];
    private readonly Dictionary<string, string> _gradients = [];

    private GradientBuilder(OnnxGraphBuilder graph, IEnumerable<string> parameters)
    {
        Graph = graph;
        _needed = [.. parameters];
        foreach (ValueInfoProto input in graph.Inputs)
            _ranks[input.Name] = input.Type.TensorType.Shape.Dim.Count;
        foreach (TensorProto constant in graph.Constants)
            _ranks[constant.Name] = constant.Dims.Count;
    }

    /// <summary>The graph that is extended.</summary>
    public OnnxGraphBuilder Graph { get; }

    /// <summary>Adds the nodes of the gradients.</summary>
    /// <param name="graph">The graph; nodes that the loss depends on have a rule in <see cref="GradientRules"/>.</param>
    /// <param name="loss">A value without dimensions.</param>
    /// <param name="parameters">Inputs of the graph.</param>
    /// <returns>The gradient's value for each parameter that the loss depends on.</returns>
    /// <exception cref="NotSupportedException">A node on the way has no rule.</exception>
    public static IReadOnlyDictionary<string, string> Append(
        OnnxGraphBuilder graph,
        string loss,
        IReadOnlyCollection<string> parameters
    )
    {
        var builder = new GradientBuilder(graph, parameters);
        NodeProto[] forward = [.. graph.AddedNodes];
        foreach (NodeProto node in forward)
            builder.Follow(node);
        builder._gradients[loss] = graph.Constant<float>("one", [1]);
        foreach (NodeProto node in forward.Reverse())
            builder.Differentiate(node);
        return parameters.Where(builder._gradients.ContainsKey).ToDictionary(name => name, name => builder._gradients[name]);
    }

    /// <summary>How many dimensions a value has.</summary>
    public int RankOf(string value) => _ranks[value];

    /// <summary>The gradient with respect to a value so far, or null where the loss does not depend on it.</summary>
    public string? GradientOf(string value) => _gradients.GetValueOrDefault(value);

    /// <summary>A parameter is among what a value depends on.</summary>
    public bool Needs(string value) => _needed.Contains(value);

    private void Follow(NodeProto node)
    {
        if (node.Input.Any(_needed.Contains))
            _needed.UnionWith(node.Output);
        int rank = GradientRules.Rank(node, Graph, _ranks);
        foreach (string output in node.Output)
            _ranks[output] = rank;
    }

    private void Differentiate(NodeProto node)
    {
        if (!node.Input.Any(_needed.Contains) || !node.Output.Any(_gradients.ContainsKey))
            return;
        string?[] gradients = GradientRules.For(node)(new DifferentiatedNode(this, node));
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } gradient || !Needs(node.Input[i]))
                continue;
            _gradients[node.Input[i]] = _gradients.TryGetValue(node.Input[i], out string? other)
                ? Graph.Node("Add", [other, gradient]) // a value that is used twice
                : gradient;
        }
    }
}
