using System.Numerics;

namespace LakhNes.Concurrency;

/// <summary>
/// The last items that one thread wrote, for any others to read, without locks: the writer never waits and overwrites the oldest;
/// a reader gets whole items in their order, and misses those that were overwritten. Allocates nothing after construction.
/// </summary>
/// <typeparam name="T">What is handed over; copied whole.</typeparam>
public sealed class BroadcastRing<T>
    where T : unmanaged
{
    private readonly T[] _items;

    // items whose writing has begun, and items that are written
    private long _begun;
    private long _written;

    /// <summary>Makes a ring.</summary>
    /// <param name="capacity">Items that it keeps, a power of two.</param>
    public BroadcastRing(int capacity)
    {
        if (!BitOperations.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "a power of two");
        _items = new T[capacity];
    }

    /// <summary>Items that it keeps.</summary>
    public int Capacity => _items.Length;

    /// <summary>Items written since it was made: where a reader begins that wants only newer ones.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Adds items; for the one writer.</summary>
    public void Write(ReadOnlySpan<T> items)
    {
        long end = _written + items.Length;
        Volatile.Write(ref _begun, end);
        Interlocked.MemoryBarrier();
        if (items.Length > _items.Length)
            items = items[^_items.Length..];
        int at = (int)((end - items.Length) & (_items.Length - 1)),
            first = Math.Min(items.Length, _items.Length - at);
        items[..first].CopyTo(_items.AsSpan(at));
        items[first..].CopyTo(_items);
        Volatile.Write(ref _written, end);
    }

    /// <summary>Reads items that have come since; for any thread.</summary>
    /// <param name="next">The first item wanted, counted from the first ever written; set to the one after those read.</param>
    /// <param name="items">Room for them; what does not fit is left for the next call.</param>
    /// <returns>How many were read. Where the reader came too late for some, <paramref name="next"/> has moved by more.</returns>
    public int Read(ref long next, Span<T> items)
    {
        long written = Volatile.Read(ref _written);
        long from = Math.Max(next, written - _items.Length);
        int count = (int)Math.Min(items.Length, written - from);
        if (count <= 0)
            return 0;
        int at = (int)(from & (_items.Length - 1)),
            first = Math.Min(count, _items.Length - at);
        _items.AsSpan(at, first).CopyTo(items);
        _items.AsSpan(0, count - first).CopyTo(items[first..]);
        Interlocked.MemoryBarrier();
        // what the writer has begun to overwrite meanwhile may be torn
        int torn = (int)Math.Clamp(Volatile.Read(ref _begun) - _items.Length - from, 0, count);
        items[torn..count].CopyTo(items);
        next = from + count;
        return count - torn;
    }

    /// <summary>Reads the newest items; for any thread.</summary>
    /// <param name="items">Filled from its end: the newest item stands last.</param>
    /// <returns>How many could be read; the rest of <paramref name="items"/>, at its beginning, is cleared.</returns>
    public int ReadNewest(Span<T> items)
    {
        long next = Math.Max(0, Volatile.Read(ref _written) - items.Length);
        int count = Read(ref next, items);
        items[..count].CopyTo(items[^count..]);
        items[..^count].Clear();
        return count;
    }
}
