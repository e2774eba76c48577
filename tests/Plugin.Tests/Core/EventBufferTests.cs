using FsCheck.Xunit;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Tests.Core;

public sealed class EventBufferTests
{
    private static EngineEvent At(int offset, uint index = 0, EngineEventKind kind = EngineEventKind.Parameter) =>
        new(kind, offset, Index: index);

    [Property]
    public bool OrderedIsAStableSort(ushort[] offsets)
    {
        var buffer = new EventBuffer();
        for (int i = 0; i < offsets.Length; i++)
            buffer.Add(At(offsets[i] % 16, (uint)i));
        IEnumerable<(int, uint)> expected = offsets.Select((offset, i) => (offset % 16, (uint)i)).OrderBy(pair => pair.Item1);
        return buffer.Ordered().ToArray().Select(e => (e.Offset, e.Index)).SequenceEqual(expected);
    }

    [Fact]
    public void OffsetsCountFromTheStartAndNeverBelowIt()
    {
        var buffer = new EventBuffer();
        buffer.Add(At(105));
        buffer.Add(At(90));
        Assert.Equal([0, 5], buffer.Ordered(start: 100).ToArray().Select(e => e.Offset));
    }

    [Fact]
    public void AFullBufferSaysSoAndKeepsWhatItHolds()
    {
        var buffer = new EventBuffer();
        for (int i = 0; i < EventBuffer.Capacity; i++)
        {
            Assert.False(buffer.IsFull);
            buffer.Add(At(i, (uint)i));
        }

        Assert.True(buffer.IsFull);
        buffer.Add(At(3));
        Assert.Equal(Enumerable.Range(0, EventBuffer.Capacity), buffer.Ordered().ToArray().Select(e => (int)e.Index));
        buffer.Clear();
        Assert.Equal(0, buffer.Ordered().Length);
    }
}
