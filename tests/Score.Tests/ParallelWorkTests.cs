namespace LakhNes.Score.Tests;

public sealed class ParallelWorkTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(100, 1)]
    [InlineData(100, 4)]
    public void EachNumberHasItsTurnOnceAndProgressRises(int count, int threads)
    {
        int[] turns = new int[count];
        var told = new Told();
        ParallelWork.For(count, threads, i => Interlocked.Increment(ref turns[i]), told);
        Assert.All(turns, turn => Assert.Equal(1, turn));
        Assert.Equal(Enumerable.Range(1, count).Select(i => (double)i / count), told.Shares);
    }

    [Fact]
    public void OneThreadWorksInOrderAndItIsTheCallers()
    {
        List<int> order = [];
        int self = Environment.CurrentManagedThreadId;
        ParallelWork.For(
            50,
            1,
            i =>
            {
                Assert.Equal(self, Environment.CurrentManagedThreadId);
                order.Add(i);
            }
        );
        Assert.Equal(Enumerable.Range(0, 50), order);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WhatIsThrownIsThrownAsItIs(int threads) =>
        Assert.Equal(
            "no room",
            Assert.Throws<IOException>(() => ParallelWork.For(20, threads, _ => throw new IOException("no room"))).Message
        );

    private sealed class Told : IProgress<double>
    {
        public List<double> Shares { get; } = [];

        public void Report(double value) => Shares.Add(value);
    }
}
