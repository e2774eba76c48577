using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Products of matrices of whole numbers by ONNX Runtime's own kernels, which are as wide as the processor. Sums of whole numbers
/// are exact (<see cref="RightMatrix"/>), so the results are those of <see cref="IntegerDot{TUnit}"/>: which of the two
/// computes is a question of speed.
/// </summary>
internal sealed unsafe class IntegerProduct : IDisposable
{
    /// <summary>The left matrix holds numbers with this added, unless they are never negative.</summary>
    public const int Offset = 128;

    private readonly BuiltInOperator _product;
    private readonly DataType _right;
    private readonly NativeBuffer<byte> _zeros = new(2);
    private readonly OrtTensor _leftZero;
    private readonly OrtTensor _rightZero;

    /// <summary>Makes the product ready.</summary>
    /// <param name="node">The node that uses it.</param>
    /// <param name="signed">The left matrix holds numbers with <see cref="Offset"/> added.</param>
    /// <param name="right">The form of right matrices (<see cref="RightMatrix"/>).</param>
    public IntegerProduct(KernelInfo node, bool signed, DataType right)
    {
        const int Version = 10;
        _right = right;
        _zeros.Span[0] = (byte)(signed ? Offset : 0);
        _zeros.Span[1] = RightMatrix.ZeroOf(right);
        _leftZero = new OrtTensor(_zeros.Pointer, 1, DataType.Uint8);
        _rightZero = new OrtTensor(_zeros.Pointer + 1, 1, right);
        _product = new BuiltInOperator(node, "MatMulInteger", Version, [DataType.Uint8, right, DataType.Int32], inputs: 4);
    }

    /// <summary>Computes several products of matrices.</summary>
    /// <param name="context">The run of the node.</param>
    /// <param name="left">[batch, rows, depth].</param>
    /// <param name="right">[batch, depth, columns], in the form that was announced.</param>
    /// <param name="result">[batch, rows, columns].</param>
    /// <param name="batch">How many products.</param>
    /// <param name="rows">Rows of the left matrices.</param>
    /// <param name="depth">Numbers in each sum.</param>
    /// <param name="columns">Columns of the right matrices.</param>
    public void Multiply(
        KernelContext context,
        byte* left,
        sbyte* right,
        int* result,
        int batch,
        int rows,
        int depth,
        int columns
    )
    {
        using var a = new OrtTensor(left, (long)batch * rows * depth, DataType.Uint8, batch, rows, depth);
        using var b = new OrtTensor(right, (long)batch * depth * columns, _right, batch, depth, columns);
        using var y = new OrtTensor(result, (long)batch * rows * columns * sizeof(int), DataType.Int32, batch, rows, columns);
        _product.Invoke(context, [a, b, _leftZero, _rightZero], y);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _product.Dispose();
        _leftZero.Dispose();
        _rightZero.Dispose();
        _zeros.Dispose();
    }
}
