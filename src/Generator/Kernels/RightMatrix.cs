using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// The form in which right matrices of 8-bit numbers go to ONNX Runtime's products, so that these are exact. As signed numbers
/// they are multiplied fastest; but on processors without 8-bit products into 32 bits (AVX2 without VNNI) sums of pairs of such
/// products overflow 16 bits. There each number has <see cref="Offset"/> added, and ONNX Runtime multiplies in 16 bits.
/// </summary>
internal static unsafe class RightMatrix
{
    /// <summary>What is added to numbers of the form without a sign: what they hold for zero.</summary>
    public const int Offset = 128;

    private const int Size = 64;

    private static readonly Lazy<DataType> Trial = new(() => IsExact(DataType.Int8) ? DataType.Int8 : DataType.Uint8);

    /// <summary>The fastest exact element type here: found once in a process, by a product of the largest numbers.</summary>
    public static DataType ExactType => Trial.Value;

    /// <summary>What numbers of a form hold for zero.</summary>
    /// <param name="type">The form's element type.</param>
    public static byte ZeroOf(DataType type) => (byte)(type == DataType.Int8 ? 0 : Offset);

    /// <summary>Turns signed numbers in place into those of a form.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="type">The form's element type.</param>
    public static void Convert(sbyte* numbers, long count, DataType type)
    {
        if (type == DataType.Int8)
            return;

        // of eight bits, to add half of their range is to turn the highest
        var highest = Vector128.Create(sbyte.MinValue);
        long i = 0;
        for (; i <= count - Vector128<sbyte>.Count; i += Vector128<sbyte>.Count)
            (Vector128.Load(numbers + i) ^ highest).Store(numbers + i);
        for (; i < count; i++)
            numbers[i] ^= sbyte.MinValue;
    }

    /// <summary>Whether products with right matrices of an element type are exact here.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsExact(DataType type)
    {
        var right = new sbyte[Size * Size];
        for (int i = 0; i < right.Length; i++)
            right[i] = i % 2 == 0 ? sbyte.MaxValue : (sbyte)-sbyte.MaxValue;
        var graph = new OnnxGraphBuilder("trial");
        string left = graph.Input("left", DataType.Uint8, -1, Size);
        fixed (sbyte* numbers = right)
            Convert(numbers, right.Length, type);
        string[] inputs =
            type == DataType.Int8
                ? [left, graph.Constant<sbyte>("right", right, Size, Size)]
                :
                [
                    left,
                    graph.Constant<byte>("right", MemoryMarshal.AsBytes(right.AsSpan()), Size, Size),
                    "",
                    graph.Constant<byte>("zero", [ZeroOf(type)], 1),
                ];
        graph.Output(graph.Node("MatMulInteger", inputs), "product", DataType.Int32, -1, Size);
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
