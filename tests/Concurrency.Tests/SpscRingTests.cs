namespace LakhNes.Concurrency.Tests;

public class SpscRingTests
{
    [Fact]
    public void AFullRingRefusesAndAnEmptyOneGivesNothing()
    {
        var ring = new SpscRing<long>(4);
        for (int i = 0; i < 4; i++)
            Assert.True(ring.TryPush(i));
        Assert.False(ring.TryPush(4));
        for (int i = 0; i < 4; i++)
            Assert.True(ring.TryPop(out long item) && item == i);
        Assert.False(ring.TryPop(out _));
    }

    [Theory]
    [InlineData(1, 50_000)]
    [InlineData(8, 300_000)]
    [InlineData(1024, 3_000_000)]
    public void EverythingArrivesOnceWholeAndInOrder(int capacity, int count)
    {
        var ring = new SpscRing<(long Number, long Twice)>(capacity);
        var writer = new Thread(() =>
        {
            var random = new Random(1);
            for (long i = 0; i < count; )
            {
                if (ring.TryPush((i, 2 * i)))
                    i++;
                else
                    Thread.SpinWait(20);
                if (random.Next(1000) == 0)
                    Thread.SpinWait(random.Next(500));
            }
        });
        writer.Start();
        var delays = new Random(2);
        for (long expected = 0; expected < count; )
        {
            if (delays.Next(1000) == 0)
                Thread.SpinWait(delays.Next(500));
            if (!ring.TryPop(out (long Number, long Twice) item))
            {
                Thread.SpinWait(20);
                continue;
            }

            Assert.Equal((expected, 2 * expected), item);
            expected++;
        }

        writer.Join();
        Assert.Equal(0, ring.Count);
    }
}
