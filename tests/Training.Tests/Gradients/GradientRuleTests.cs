using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Training.Gradients;
using LakhNes.Training.Kernels;
using static LakhNes.Generator.Onnx.OnnxGraphBuilder;

namespace LakhNes.Training.Tests.Gradients;

public sealed class GradientRuleTests
{
    private const double Tolerance = 2e-3; // of single precision and a finite distance

    public static TheoryData<string, long[][], long[], Func<OnnxGraphBuilder, string>> Operations() =>
        new()
        {
            {
                "Add",
                [
                    [3, 4],
                    [3, 4],
                ],
                [3, 4],
                g => g.Node("Add", ["a", "b"])
            },
            {
                "Add to each row",
                [
                    [3, 4],
                    [4],
                ],
                [3, 4],
                g => g.Node("Add", ["a", "b"])
            },
            {
                "Add to itself",
                [
                    [3, 4],
                ],
                [3, 4],
                g => g.Node("Add", ["a", "a"])
            },
            {
                "Concat",
                [
                    [2, 3],
                    [2, 4],
                ],
                [2, 7],
                g => g.Node("Concat", ["a", "b"], Attribute("axis", 1))
            },
            {
                "Gather",
                [
                    [5, 3],
                ],
                [4, 3],
                g => g.Node("Gather", ["a", g.Sizes(4, 0, 4, 2)])
            },
            {
                "Gemm",
                [
                    [5, 3],
                    [4, 3],
                    [4],
                ],
                [5, 4],
                g => g.Node("Gemm", ["a", "b", "c"], Attribute("transB", 1))
            },
            {
                "Gemm without a bias",
                [
                    [5, 3],
                    [4, 3],
                ],
                [5, 4],
                g => g.Node("Gemm", ["a", "b"], Attribute("transB", 1))
            },
            {
                "LayerNormalization",
                [
                    [37, 6],
                    [6],
                    [6],
                ],
                [37, 6],
                g => g.Node("LayerNormalization", ["a", "b", "c"], Attribute("axis", -1), Attribute("epsilon", 1e-5f))
            },
            {
                "LogSoftmax",
                [
                    [3, 5],
                ],
                [3, 5],
                g => g.Node("LogSoftmax", ["a"], Attribute("axis", 1))
            },
            {
                "MatMul",
                [
                    [2, 3, 4],
                    [2, 4, 5],
                ],
                [2, 3, 5],
                g => g.Node("MatMul", ["a", "b"])
            },
            {
                "Mul",
                [
                    [3, 4],
                    [3, 4],
                ],
                [3, 4],
                g => g.Node("Mul", ["a", "b"])
            },
            {
                "Neg",
                [
                    [3, 4],
                ],
                [3, 4],
                g => g.Node("Neg", ["a"])
            },
            {
                "ReduceMean",
                [
                    [3, 4],
                ],
                [],
                g => g.Node("ReduceMean", ["a"], Attribute("keepdims", 0))
            },
            {
                "ReduceSum",
                [
                    [3, 4, 2],
                ],
                [3, 2],
                g => g.Node("ReduceSum", ["a", g.Sizes(1)], Attribute("keepdims", 0))
            },
            {
                "Relu",
                [
                    [30, 4],
                ],
                [30, 4],
                g => g.Node("Relu", ["a"])
            },
            {
                "Reshape",
                [
                    [3, 4],
                ],
                [2, 6],
                g => g.Node("Reshape", ["a", g.Sizes(2, -1)])
            },
            {
                "Split",
                [
                    [3, 4],
                ],
                [3, 3],
                g => g.Nodes("Split", 2, ["a", g.Sizes(1, 3)], Attribute("axis", 1))[1]
            },
            {
                "Transpose",
                [
                    [2, 3, 4],
                ],
                [4, 2, 3],
                g => g.Node("Transpose", ["a"], Attribute("perm", 2, 0, 1))
            },
            {
                "Dropout",
                [
                    [50, 3],
                ],
                [50, 3],
                g =>
                    g.Nodes(
                        CustomOperator.Domain,
                        nameof(Dropout),
                        1,
                        ["a", g.Sizes(7, 3)],
                        Attribute("rate", 20000),
                        Attribute("place", 2)
                    )[0]
            },
            {
                "RelativeSoftmax",
                [
                    [2, 2, 3, 7],
                    [2, 6, 7],
                ],
                [2, 2, 3, 7],
                g => Softmax(g, 0, 100)
            },
            {
                "RelativeSoftmax with an empty memory",
                [
                    [1, 2, 5, 9],
                    [1, 10, 9],
                ],
                [1, 2, 5, 9],
                g => Softmax(g, 4, 100)
            },
            {
                "RelativeSoftmax with a short window",
                [
                    [1, 2, 5, 9],
                    [1, 10, 9],
                ],
                [1, 2, 5, 9],
                g => Softmax(g, 1, 3)
            },
        };

    [Theory]
    [MemberData(nameof(Operations), DisableDiscoveryEnumeration = true)]
    public void GradientsAreSlopes(string name, long[][] shapes, long[] output, Func<OnnxGraphBuilder, string> operation)
    {
        using var check = new GradientCheck(shapes, output, operation);
        foreach ((string input, double error) in check.Errors())
            Assert.True(error < Tolerance, $"{name}, {input}: {error}");
    }

    [Fact]
    public void AnOperationWithoutARuleIsRefused()
    {
        var graph = new OnnxGraphBuilder("check");
        graph.Input("a", DataType.Float, 2);
        string loss = graph.Node("ReduceSum", [graph.Node("Erf", ["a"]), graph.Sizes(0)], Attribute("keepdims", 0));
        var refusal = Assert.Throws<NotSupportedException>(() => GradientBuilder.Append(graph, loss, ["a"]));
        Assert.Contains("Erf", refusal.Message);
    }

    private static string Softmax(OnnxGraphBuilder graph, int first, int longest) =>
        graph.Nodes(
            CustomOperator.Domain,
            nameof(RelativeSoftmax),
            1,
            ["a", "b", graph.Constant<int>("window", [first, longest], 2)],
            Attribute("head_size", 4)
        )[0];
}
