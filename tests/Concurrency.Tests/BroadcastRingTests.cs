using FsCheck;
using FsCheck.Fluent;

namespace LakhNes.Concurrency.Tests;

public class BroadcastRingTests
{
    [Fact]
    public void AReaderGetsTheItemsInTheirOrderAndOnlyMissesTheOldest() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                steps =>
                {
                    var ring = new BroadcastRing<int>(16);
                    var written = new List<int>();
                    long next = 0;
                    foreach (byte step in steps)
                    {
                        if (step % 2 == 0)
                        {
                            int[] batch = [.. Enumerable.Range(written.Count, step / 6)];
                            ring.Write(batch);
                            written.AddRange(batch);
                            continue;
                        }

                        long from = Math.Max(next, written.Count - ring.Capacity);
                        var room = new int[step / 12];
                        int count = ring.Read(ref next, room);
                        Assert.Equal(written.Skip((int)from).Take(room.Length), room.Take(count));
                        if (count > 0)
                            Assert.Equal(from + count, next);
                    }

                    var newest = new int[8];
                    int last = ring.ReadNewest(newest);
                    Assert.Equal(Math.Min(8, written.Count), last);
                    Assert.Equal(written.TakeLast(8), newest.TakeLast(last));
                }
            )
        );

    [Fact]
    public void AReaderThatIsOvertakenStillGetsWholeItemsWithoutGaps()
    {
        var ring = new BroadcastRing<Pair>(4096);
        using var stop = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            var batch = new Pair[1000];
            for (long item = 0; !stop.IsCancellationRequested; )
            {
                for (int i = 0; i < batch.Length; i++, item++)
                    batch[i] = new Pair(item, ~item);
                ring.Write(batch);
                Thread.SpinWait(500);
            }
        });
        writer.Start();
        var room = new Pair[4096];
        long seen = 0;
        string? wrong = null;
        while (ring.Written < 5_000_000 && wrong is null)
        {
            int count = ring.ReadNewest(room);
            long last = -1;
            foreach (Pair pair in room.AsSpan(room.Length - count))
            {
                if (pair.First != ~pair.Second || (last >= 0 && pair.First != last + 1))
                    wrong = $"{pair} after {last}";
                last = pair.First;
                seen++;
            }
        }

        stop.Cancel();
        writer.Join();
        Assert.Null(wrong);
        Assert.True(seen > 10_000, $"only {seen} items were read");
    }

    private readonly record struct Pair(long First, long Second);
}
