using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Tests.Kernels;

public sealed unsafe class RightMatrixTests
{
    [Fact]
    public void ProductsAreExactInTheFormThatIsChosen()
    {
        OrtLibrary.Load(AppContext.BaseDirectory);
        Assert.True(RightMatrix.IsExact(RightMatrix.ExactType));
    }

    [Fact]
    public void ProductsWithoutASignAreExactEverywhere()
    {
        OrtLibrary.Load(AppContext.BaseDirectory);
        Assert.True(RightMatrix.IsExact(DataType.Uint8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(67)]
    public void EachNumberHasTheOffsetAdded(int count)
    {
        // one more stays as it is
        using var numbers = new NativeBuffer<sbyte>(count + 1);
        for (int i = 0; i <= count; i++)
            numbers.Span[i] = (sbyte)(i % 2 == 0 ? -127 + i : 127 - i);
        sbyte[] before = numbers.Span.ToArray();
        RightMatrix.Convert(numbers.Pointer, count, DataType.Int8);
        Assert.Equal(before, numbers.Span.ToArray());
        RightMatrix.Convert(numbers.Pointer, count, DataType.Uint8);
        for (int i = 0; i < count; i++)
            Assert.Equal(before[i] + RightMatrix.Offset, (byte)numbers.Span[i]);
        Assert.Equal(before[count], numbers.Span[count]);
    }
}
