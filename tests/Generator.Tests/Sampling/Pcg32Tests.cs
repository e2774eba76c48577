using LakhNes.Generator.Sampling;

namespace LakhNes.Generator.Tests.Sampling;

public sealed class Pcg32Tests
{
    [Fact]
    public void StreamIsThatOfTheReferenceProgram()
    {
        // what the author's own demo prints for seed 42, stream 54
        var random = new Pcg32(42, 54);
        uint[] expected = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e];
        Assert.Equal(expected, expected.Select(_ => random.NextUInt32()));
    }

    [Fact]
    public void NumbersFillTheUnitInterval()
    {
        var random = new Pcg32(1);
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - 1.0 / 4294967296));
        Assert.Equal(0.5, numbers.Average(), 0.005);
        Assert.Equal(100, numbers.GroupBy(number => (int)(number * 100)).Count());
    }

    [Fact]
    public void StreamsDiffer()
    {
        Pcg32 a = new(7, 0), b = new(7, 1), c = new(8, 0);
        Assert.Equal(3, new[] { a.NextUInt32(), b.NextUInt32(), c.NextUInt32() }.Distinct().Count());
    }
}
