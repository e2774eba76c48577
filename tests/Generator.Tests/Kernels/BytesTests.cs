using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Tests.Kernels;

public sealed unsafe class BytesTests
{
    [Theory]
    [InlineData(16, 16, 16)]
    [InlineData(1, 32, 1)]
    [InlineData(119, 48, 119)]
    [InlineData(40, 64, 57)]
    public void RowsBecomeColumnsAndNothingElseIsTouched(int rows, int columns, int stride)
    {
        const sbyte Untouched = 99;
        using var source = new NativeBuffer<sbyte>(rows * columns);
        using var target = new NativeBuffer<sbyte>(columns * stride);
        new Random(rows).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(source.Span));
        target.Span.Fill(Untouched);
        Bytes.Transpose(source.Pointer, rows, columns, target.Pointer, stride);
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < stride; row++)
                Assert.Equal(row < rows ? source.Span[row * columns + column] : Untouched, target.Span[column * stride + row]);
        }
    }
}
