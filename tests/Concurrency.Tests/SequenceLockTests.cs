using System.Runtime.CompilerServices;

namespace LakhNes.Concurrency.Tests;

public class SequenceLockTests
{
    [Fact]
    public void NothingCanBeReadBeforeAnythingWasWritten()
    {
        var handed = new SequenceLock<long>();
        long value = 7;
        Assert.False(handed.TryRead(ref value));
        Assert.Equal(7, value);
        handed.Write(3);
        Assert.True(handed.TryRead(ref value));
        Assert.Equal((3, 1), (value, handed.Writes));
    }

    [Fact]
    public void WhatIsReadWasWrittenAsAWholeAndNeverGrowsOlder()
    {
        var handed = new SequenceLock<Words>();
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            var words = default(Words);
            for (long turn = 1; !stop.IsCancellationRequested; turn++)
            {
                ((Span<long>)words).Fill(turn);
                handed.Write(in words);
                Thread.SpinWait(50);
            }
        });
        writer.Start();
        long last = 0,
            reads = 0;
        var read = default(Words);
        for (int turn = 0; turn < 20_000_000 && reads < 300_000; turn++)
        {
            if (!handed.TryRead(ref read))
                continue;
            reads++;
            if (((ReadOnlySpan<long>)read).ContainsAnyExcept(read[0]) || read[0] < last)
            {
                stop.Cancel();
                Assert.Fail($"torn or old: {read[0]} to {read[511]} after {last}");
            }

            last = read[0];
        }

        stop.Cancel();
        writer.Join();
        Assert.True(reads > 1000, $"only {reads} reads");
    }

    [InlineArray(512)]
    private struct Words
    {
        private long _first;
    }
}
