using System.Numerics;

namespace LakhNes.Concurrency;

/// <summary>
/// A bounded queue from one thread to one other, without locks: the writer alone moves the tail, the reader alone the head, and
/// each publishes its move after it is done with the item. Allocates nothing after construction.
/// </summary>
/// <typeparam name="T">What travels; copied whole.</typeparam>
public sealed class SpscRing<T>
    where T : unmanaged
{
    private readonly T[] _items;
    private RingEnds _ends;

    /// <summary>Makes a queue.</summary>
    /// <param name="capacity">Items that it holds, a power of two.</param>
    public SpscRing(int capacity)
    {
        if (!BitOperations.IsPow2(capacity))
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "a power of two");
        _items = new T[capacity];
    }

    /// <summary>Items that it holds.</summary>
    public int Capacity => _items.Length;

    /// <summary>Items in it; the other thread may change that at any time.</summary>
    public int Count => (int)(Volatile.Read(ref _ends.Tail) - Volatile.Read(ref _ends.Head));

    /// <summary>Adds an item; for the writer.</summary>
    /// <returns>False where the queue is full.</returns>
    public bool TryPush(in T item)
    {
        long tail = _ends.Tail;
        if (tail - Volatile.Read(ref _ends.Head) >= _items.Length)
            return false;
        _items[tail & (_items.Length - 1)] = item;
        Volatile.Write(ref _ends.Tail, tail + 1);
        return true;
    }

    /// <summary>Looks at the oldest item; for the reader.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryPeek(out T item)
    {
        long head = _ends.Head;
        bool any = head < Volatile.Read(ref _ends.Tail);
        item = any ? _items[head & (_items.Length - 1)] : default;
        return any;
    }

    /// <summary>Takes the oldest item; for the reader.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryPop(out T item)
    {
        if (!TryPeek(out item))
            return false;
        Volatile.Write(ref _ends.Head, _ends.Head + 1);
        return true;
    }

    /// <summary>Copies what is in the queue and leaves it there; for any thread.</summary>
    /// <param name="items">Room for the oldest items.</param>
    /// <returns>How many were copied: those that the reader took meanwhile are left out.</returns>
    public int Copy(Span<T> items)
    {
        long head = Volatile.Read(ref _ends.Head);
        int count = (int)Math.Min(items.Length, Volatile.Read(ref _ends.Tail) - head);
        for (int i = 0; i < count; i++)
            items[i] = _items[(head + i) & (_items.Length - 1)];
        Interlocked.MemoryBarrier();
        // the writer overwrites only what the reader has taken
        int taken = (int)Math.Min(count, Volatile.Read(ref _ends.Head) - head);
        items[taken..count].CopyTo(items);
        return count - taken;
    }
}
