using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Whether ONNX Runtime's products of 8-bit matrices are exact here. On processors without 8-bit products into 32 bits, sums of
/// pairs overflow 16 bits.
/// </summary>
internal static unsafe class ExactProducts
{
    private const int Size = 64;

    private static readonly Lazy<bool> Trial = new(Try);

    /// <summary>They are: found once in a process, by a product of the largest numbers.</summary>
    public static bool Exist => Trial.Value;

    private static bool Try()
    {
        var graph = new OnnxGraphBuilder("trial");
        var right = new sbyte[Size * Size];
        for (int i = 0; i < right.Length; i++)
            right[i] = i % 2 == 0 ? sbyte.MaxValue : (sbyte)-sbyte.MaxValue;
        string product = graph.Node(
            "MatMulInteger",
            [graph.Input("left", DataType.Uint8, -1, Size), graph.Constant<sbyte>("right", right, Size, Size)]
        );
        graph.Output(product, "product", DataType.Int32, -1, Size);
        using var session = new OrtSession(graph.Build(), new OrtSessionOptions());
        return IsExact(session, rows: 1) && IsExact(session, rows: Size);
    }

    private static bool IsExact(OrtSession session, int rows)
    {
        using var binding = new OrtBinding(session);
        using var left = new NativeBuffer<byte>(rows * Size);
        using var result = new NativeBuffer<int>(rows * Size);
        left.Span.Fill(byte.MaxValue);
        using var input = new OrtTensor(left.Pointer, left.Length, DataType.Uint8, rows, Size);
        using var output = new OrtTensor(result.Pointer, result.Length * sizeof(int), DataType.Int32, rows, Size);
        binding.Input("left", input);
        binding.Output("product", output);
        binding.Run();
        const int Expected = byte.MaxValue * sbyte.MaxValue * Size;
        for (int i = 0; i < rows * Size; i++)
        {
            if (result.Span[i] != (i % 2 == 0 ? Expected : -Expected))
                return false;
        }

        return true;
    }
}
