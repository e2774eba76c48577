using LakhNes.Score.Randomness;

namespace LakhNes.Score.Tests.Randomness;

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
        Pcg32 a = new(7, 0),
            b = new(7, 1),
            c = new(8, 0);
        Assert.Equal(3, new[] { a.NextUInt32(), b.NextUInt32(), c.NextUInt32() }.Distinct().Count());
    }

    [Fact]
    public void BoundedNumbersAreThoseOfTheReferenceProgram()
    {
        // none of these numbers falls below the threshold of 4
        var random = new Pcg32(42, 54);
        uint[] numbers = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293];
        Assert.Equal(numbers.Select(n => (int)(n % 6)), numbers.Select(_ => random.Next(6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    [Fact]
    public void DrawingKeepsEveryElementAndFavoursNone()
    {
        var random = new Pcg32(9);
        int[] first = new int[4];
        for (int i = 0; i < 40_000; i++)
        {
            int[] items = [0, 1, 2, 3];
            random.Draw<int>(items, 2);
            Assert.Equal([0, 1, 2, 3], items.Order());
            first[items[1]]++;
        }
        Assert.All(first, count => Assert.InRange(count, 9_600, 10_400));
    }
}
