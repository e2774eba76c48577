using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Generator.Tests.Kernels;

public sealed unsafe class SoftmaxTests
{
    [Fact]
    public void TheExponentialIsExactToTwoUnitsInTheLastPlace()
    {
        for (float x = -86.9f; x <= 0; x += 0.00037f)
            Assert.InRange(Softmax.ExpOfNegative(Vector128.Create(x))[2] / Math.Exp(x), 1 - 2.4e-7, 1 + 2.4e-7);
        Assert.Equal(1, Softmax.ExpOfNegative(Vector128<float>.Zero)[0]);
        Assert.InRange(Softmax.ExpOfNegative(Vector128.Create(float.NegativeInfinity))[0], 0, 1e-37f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(523)]
    public void TheLargestScoreHasTheWeightOne(int count)
    {
        using var scores = new NativeBuffer<float>(count);
        var random = new Random(count);
        foreach (ref float score in scores.Span)
            score = random.NextSingle() * 40 - 30;
        float[] before = scores.Span.ToArray();
        float total = Softmax.Exponentials(scores.Pointer, count);
        for (int i = 0; i < count; i++)
            Assert.Equal(Math.Exp(before[i] - before.Max()), scores.Span[i], 1e-6);
        Assert.Equal(scores.Span.ToArray().Sum(weight => (double)weight), total, total * 1e-6);
    }
}
