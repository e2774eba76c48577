using System.Runtime.InteropServices;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Kernels;
using static LakhNes.Generator.Onnx.OnnxGraphBuilder;

namespace LakhNes.Training.Gradients;

/// <summary>For each operator that the model is made of, how gradients pass it.</summary>
internal static class GradientRules
{
    /// <summary>Adds a node's gradient to the graph.</summary>
    /// <returns>The gradient with respect to each input, null where there is none or nobody wants it.</returns>
    public delegate string?[] Rule(DifferentiatedNode node);

    private static readonly Dictionary<string, Rule> Rules = new()
    {
        ["Add"] = Add,
        ["Concat"] = Concat,
        ["Gather"] = Gather,
        ["Gemm"] = Gemm,
        ["LayerNormalization"] = LayerNormalization,
        ["LogSoftmax"] = LogSoftmax,
        ["MatMul"] = MatMul,
        ["Mul"] = Mul,
        ["Neg"] = node => [node.Graph.Node("Neg", [node.Gradient()])],
        ["ReduceMean"] = ReduceMean,
        ["ReduceSum"] = ReduceSum,
        ["Relu"] = Relu,
        ["Reshape"] = node => [Reshape(node, node.Gradient(), 0)],
        ["Split"] = node =>
            [
                node.Graph.Node(
                    "Concat",
                    [.. Enumerable.Range(0, node.Node.Output.Count).Select(node.Gradient)],
                    Attribute("axis", node.Attribute("axis"))
                ),
            ],
        ["Transpose"] = Transpose,
        [nameof(Dropout)] = DropoutRule,
        [nameof(RelativeSoftmax)] = RelativeSoftmaxRule,
    };

    /// <summary>The rule of a node's operator.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static Rule For(NodeProto node) =>
        Rules.GetValueOrDefault(node.OpType) ?? throw new NotSupportedException($"no gradient is known for {node.OpType}");

    /// <summary>How many dimensions a node's outputs have.</summary>
    /// <param name="node">The node.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="ranks">Ranks of earlier values.</param>
    public static int Rank(NodeProto node, OnnxGraphBuilder graph, IReadOnlyDictionary<string, int> ranks) =>
        node.OpType switch
        {
            "Reshape" => graph.Constants.Any(tensor => tensor.Name == node.Input[1])
                ? Sizes(graph, node.Input[1]).Length
                : (int)graph.Inputs.First(input => input.Name == node.Input[1]).Type.TensorType.Shape.Dim[0].DimValue,
            "Gather" => ranks[node.Input[0]] + ranks[node.Input[1]] - 1,
            "OneHot" => ranks[node.Input[0]] + 1,
            "ReduceMean" => 0,
            "ReduceSum" => ranks[node.Input[0]] - Sizes(graph, node.Input[1]).Length,
            _ => node.Input.Max(input => ranks.GetValueOrDefault(input)),
        };

    private static long[] Sizes(OnnxGraphBuilder graph, string constant) =>
        MemoryMarshal.Cast<byte, long>(graph.Constants.First(tensor => tensor.Name == constant).RawData.Span).ToArray();

    // an input with fewer dimensions was added to each part of the other one
    private static string?[] Add(DifferentiatedNode node)
    {
        string gradient = node.Gradient();
        int rank = Math.Max(node.Rank(0), node.Rank(1));
        string? Of(int input) =>
            !node.Needs(input) ? null
            : node.Rank(input) == rank ? gradient
            : node.Sum(gradient, [.. Enumerable.Range(0, rank - node.Rank(input)).Select(axis => (long)axis)]);
        return [Of(0), Of(1)];
    }

    private static string?[] Concat(DifferentiatedNode node)
    {
        long axis = node.Attribute("axis");
        OnnxGraphBuilder graph = node.Graph;
        string index = graph.Sizes(axis < 0 ? node.Rank(0) + axis : axis);
        string[] lengths = [.. node.Node.Input.Select(input => graph.Node("Gather", [graph.Node("Shape", [input]), index]))];
        return graph.Nodes(
            "Split",
            lengths.Length,
            [node.Gradient(), graph.Node("Concat", lengths, Attribute("axis", 0))],
            Attribute("axis", axis)
        );
    }

    // rows of a table: each row's gradient is the sum over the places where it was looked up
    private static string?[] Gather(DifferentiatedNode node)
    {
        OnnxGraphBuilder graph = node.Graph;
        string count = graph.Node("Gather", [graph.Node("Shape", [node.Input(0)]), graph.Sizes(0)]);
        // [table rows, indices]
        string chosen = graph.Node("OneHot", [node.Input(1), count, OffAndOn(graph)], Attribute("axis", 0));
        return [graph.Node("MatMul", [chosen, node.Gradient()]), null];
    }

    // y = x W^T + b
    private static string?[] Gemm(DifferentiatedNode node)
    {
        if (node.Attribute("transB") != 1 || node.Attribute("transA") != 0)
            throw new NotSupportedException("Gemm with other transpositions");
        string gradient = node.Gradient();
        string? x = node.Needs(0) ? node.Graph.Node("Gemm", [gradient, node.Input(1)]) : null;
        string? weight = node.Needs(1) ? node.Graph.Node("Gemm", [gradient, node.Input(0)], Attribute("transA", 1)) : null;
        return node.InputCount == 2 ? [x, weight] : [x, weight, node.Needs(2) ? node.Sum(gradient, 0) : null];
    }

    private static string?[] LayerNormalization(DifferentiatedNode node)
    {
        string[] gradients = node.Graph.Nodes(
            CustomOperator.Domain,
            nameof(LayerNormalizationGradient),
            3,
            [node.Input(0), node.Input(1), node.Gradient()]
        );
        return [gradients[0], node.Sum(gradients[1], 0), node.Sum(gradients[2], 0)];
    }

    // d x = d y - softmax(x) sum(d y)
    private static string?[] LogSoftmax(DifferentiatedNode node)
    {
        OnnxGraphBuilder graph = node.Graph;
        string gradient = node.Gradient();
        string sum = graph.Node("ReduceSum", [gradient, graph.Sizes(node.Rank(0) - 1)], Attribute("keepdims", 1));
        return [graph.Node("Sub", [gradient, graph.Node("Mul", [graph.Node("Exp", [node.Output()]), sum])])];
    }

    private static string?[] MatMul(DifferentiatedNode node)
    {
        if (node.Rank(0) != node.Rank(1))
            throw new NotSupportedException("MatMul of different ranks");
        string gradient = node.Gradient();
        return
        [
            node.Needs(0) ? node.Graph.Node("MatMul", [gradient, node.TransposeMatrices(1)]) : null,
            node.Needs(1) ? node.Graph.Node("MatMul", [node.TransposeMatrices(0), gradient]) : null,
        ];
    }

    private static string?[] Mul(DifferentiatedNode node)
    {
        string? Of(int input, int other)
        {
            if (!node.Needs(input))
                return null;
            if (node.Rank(input) < node.Rank(other))
                throw new NotSupportedException("the smaller factor's gradient");
            return node.Graph.Node("Mul", [node.Gradient(), node.Input(other)]);
        }

        return [Of(0, 1), Of(1, 0)];
    }

    // over everything
    private static string?[] ReduceMean(DifferentiatedNode node)
    {
        OnnxGraphBuilder graph = node.Graph;
        string shape = graph.Node("Shape", [node.Input(0)]);
        string count = graph.Node("Cast", [graph.Node("Size", [node.Input(0)])], Attribute("to", (long)DataType.Float));
        return [graph.Node("Expand", [graph.Node("Div", [node.Gradient(), count]), shape])];
    }

    private static string?[] ReduceSum(DifferentiatedNode node)
    {
        OnnxGraphBuilder graph = node.Graph;
        string kept = graph.Node("Unsqueeze", [node.Gradient(), node.Input(1)]);
        return [graph.Node("Expand", [kept, graph.Node("Shape", [node.Input(0)])]), null];
    }

    private static string?[] Relu(DifferentiatedNode node)
    {
        OnnxGraphBuilder graph = node.Graph;
        string zero = Zero(graph);
        return [graph.Node("Where", [graph.Node("Greater", [node.Output(), zero]), node.Gradient(), zero])];
    }

    private static string?[] Transpose(DifferentiatedNode node)
    {
        long[] order = node.Attributes("perm"),
            inverse = new long[order.Length];
        for (int axis = 0; axis < order.Length; axis++)
            inverse[order[axis]] = axis;
        return [node.Graph.Node("Transpose", [node.Gradient()], Attribute("perm", inverse))];
    }

    // the same values are dropped again
    private static string?[] DropoutRule(DifferentiatedNode node) =>
        [
            node.Graph.Nodes(
                CustomOperator.Domain,
                nameof(Dropout),
                1,
                [node.Gradient(), node.Input(1)],
                [.. node.Node.Attribute]
            )[0],
            null,
        ];

    private static string?[] RelativeSoftmaxRule(DifferentiatedNode node)
    {
        string[] gradients = node.Graph.Nodes(
            CustomOperator.Domain,
            nameof(RelativeSoftmaxGradient),
            2,
            [node.Output(), node.Gradient()],
            [.. node.Node.Attribute]
        );
        return [gradients[0], Reshape(node, gradients[1], 1), null];
    }

    private static string Reshape(DifferentiatedNode node, string gradient, int input) =>
        node.Graph.Node("Reshape", [gradient, node.Graph.Node("Shape", [node.Input(input)])]);

    private static string Zero(OnnxGraphBuilder graph) => Once(graph, "zero", 0);

    private static string OffAndOn(OnnxGraphBuilder graph) => Once(graph, "off_and_on", 0, 1);

    private static string Once(OnnxGraphBuilder graph, string name, params ReadOnlySpan<float> numbers) =>
        graph.Constants.Any(constant => constant.Name == name) ? name
        : numbers.Length == 1 ? graph.Constant(name, numbers)
        : graph.Constant(name, numbers, numbers.Length);
}
