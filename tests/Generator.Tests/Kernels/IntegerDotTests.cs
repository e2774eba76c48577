using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Tests.Kernels;

public sealed unsafe class IntegerDotTests
{
    [Theory]
    [InlineData(16, false)]
    [InlineData(48, false)]
    [InlineData(512, true)]
    [InlineData(2048, true)]
    public void ProductsAreExact(int length, bool extreme)
    {
        using var rows = new NativeBuffer<sbyte>(4 * length);
        using var x = new NativeBuffer<short>(4 * length);
        var random = new Random(length);
        int limit = Rounding.MaximumMagnitude(length);
        foreach (ref sbyte number in rows.Span)
            number = (sbyte)(extreme ? 127 : random.Next(-127, 128));
        foreach (ref short number in x.Span)
            number = (short)(extreme ? -limit : random.Next(-limit, limit + 1));
        int[,] expected = new int[4, 4];
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                long sum = 0;
                for (int i = 0; i < length; i++)
                    sum += rows.Span[row * length + i] * x.Span[column * length + i];
                expected[row, column] = checked((int)sum);
            }
        }

        if (Sse41Unit.IsSupported)
            Compare<Sse41Unit>(rows, x, length, expected);
        Compare<PortableUnit>(rows, x, length, expected);
    }

    [SkippableFact]
    public void UnitsWidenAlike()
    {
        Skip.IfNot(Sse41Unit.IsSupported, "this processor has no SSE 4.1");
        using var source = new NativeBuffer<sbyte>(256);
        for (int i = 0; i < 256; i++)
            source.Span[i] = (sbyte)(i - 128);
        for (int i = 0; i <= 256 - 8; i++)
        {
            Assert.Equal(Sse41Unit.WidenEight(source.Pointer + i), PortableUnit.WidenEight(source.Pointer + i));
            Assert.Equal(source.Span[i + 3], PortableUnit.WidenEight(source.Pointer + i)[3]);
        }
    }

    [Fact]
    public void WeightedRowsAreSummedExactly()
    {
        using var rows = new NativeBuffer<sbyte>(16);
        for (int i = 0; i < 16; i++)
            rows.Span[i] = (sbyte)(i % 2 == 0 ? 127 - i : i - 127);
        const int First = 32767,
            Second = -5;
        if (Sse41Unit.IsSupported)
            Check<Sse41Unit>();
        Check<PortableUnit>();

        void Check<TUnit>()
            where TUnit : struct, IVectorUnit
        {
            Vector128<int> low = Vector128.Create(7),
                high = low;
            TUnit.AddRows(ref low, ref high, rows.Pointer, rows.Pointer + 8, (Second << 16) | First);
            for (int i = 0; i < 8; i++)
                Assert.Equal(7 + First * rows.Span[i] + Second * rows.Span[8 + i], (i < 4 ? low : high)[i % 4]);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(67)]
    public void RoundingStaysWithinHalfAStep(int length)
    {
        using var source = new NativeBuffer<float>(length);
        using var wide = new NativeBuffer<short>(length);
        using var narrow = new NativeBuffer<sbyte>(length);
        using var bytes = new NativeBuffer<byte>(length);
        var random = new Random(length);
        foreach (ref float number in source.Span)
            number = random.NextSingle() * 6 - 3;
        float wideStep = Rounding.Quantize(source.Pointer, length, 8000, wide.Pointer);
        float narrowStep = Rounding.Quantize(source.Pointer, length, narrow.Pointer);
        Assert.Equal(narrowStep, Rounding.Quantize(source.Pointer, length, 127, 128, bytes.Pointer));
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(source.Span[i], wide.Span[i] * wideStep, wideStep * 0.501f);
            Assert.Equal(source.Span[i], narrow.Span[i] * narrowStep, narrowStep * 0.501f);
            Assert.Equal(narrow.Span[i], bytes.Span[i] - 128);
        }

        Assert.Equal(8000, wide.Span.ToArray().Max(number => Math.Abs((int)number)));
        Assert.Equal(127, narrow.Span.ToArray().Max(number => Math.Abs((int)number)));
    }

    [Fact]
    public void NothingRoundsToNothing()
    {
        using var source = new NativeBuffer<float>(16);
        using var target = new NativeBuffer<short>(16);
        Assert.Equal(0, Rounding.Quantize(source.Pointer, 16, 100, target.Pointer));
        Assert.All(target.Span.ToArray(), number => Assert.Equal(0, number));
    }

    private static void Compare<TUnit>(NativeBuffer<sbyte> rows, NativeBuffer<short> x, int length, int[,] expected)
        where TUnit : struct, IVectorUnit
    {
        for (int row = 0; row < 4; row++)
            Assert.Equal(expected[row, 1], IntegerDot<TUnit>.One(rows.Pointer + row * length, x.Pointer + length, length));

        var four = IntegerDot<TUnit>.Four(rows.Pointer, x.Pointer, length);
        for (int row = 0; row < 4; row++)
            Assert.Equal(expected[row, 0], four[row]);
    }
}
