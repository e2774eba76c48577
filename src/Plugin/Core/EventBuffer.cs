using LakhNes.Engine.Hosting;

namespace LakhNes.Plugin.Core;

/// <summary>
/// The events of one block on their way to the engine. Holds <see cref="Capacity"/> of them and never allocates: where a host
/// sends more, the shells run what is here first.
/// </summary>
internal sealed class EventBuffer
{
    /// <summary>Events that one block may hold.</summary>
    public const int Capacity = 8192;

    private readonly EngineEvent[] _events = new EngineEvent[Capacity];
    private readonly EngineEvent[] _merged = new EngineEvent[Capacity];
    private int _count;

    /// <summary>Events held.</summary>
    public int Count => _count;

    /// <summary>The next event would be dropped.</summary>
    public bool IsFull => _count >= Capacity;

    /// <summary>Of what the next message says something might be dropped.</summary>
    public bool IsNearlyFull => _count > Capacity - TuningMessage.MostEvents;

    /// <summary>
    /// Takes an event; order does not matter, but events of one sample keep the order in which they were added.
    /// </summary>
    public void Add(in EngineEvent e)
    {
        if (!IsFull)
            _events[_count++] = e;
    }

    /// <summary>
    /// Takes what a system exclusive message says, if anything: <see cref="TuningMessage.MostEvents"/> at most.
    /// </summary>
    /// <param name="offset">Its sample.</param>
    /// <param name="message">The message.</param>
    public void Add(int offset, ReadOnlySpan<byte> message)
    {
        Span<EngineEvent> events = stackalloc EngineEvent[TuningMessage.MostEvents];
        int count = TuningMessage.Read(message, offset, events);
        for (int i = 0; i < count; i++)
            Add(in events[i]);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;

    /// <summary>The events by offset, which are counted from <paramref name="start"/>; valid until the buffer changes.</summary>
    /// <param name="start">Sample of the host's block at which the engine's block begins.</param>
    public ReadOnlySpan<EngineEvent> Ordered(int start = 0)
    {
        for (int i = 0; i < _count; i++)
            _events[i] = _events[i] with { Offset = Math.Max(_events[i].Offset - start, 0) };
        Sort();
        return _events.AsSpan(0, _count);
    }

    // stable bottom-up merge sort; hosts nearly always deliver in order, and then this is one pass
    private void Sort()
    {
        if (InOrder())
            return;
        Span<EngineEvent> from = _events,
            to = _merged;
        for (int width = 1; width < _count; width *= 2)
        {
            for (int left = 0; left < _count; left += 2 * width)
            {
                int middle = Math.Min(left + width, _count),
                    end = Math.Min(left + (2 * width), _count);
                Merge(from[left..middle], from[middle..end], to[left..end]);
            }

            Span<EngineEvent> merged = to;
            to = from;
            from = merged;
        }

        if (from != _events)
            from[.._count].CopyTo(_events);
    }

    private bool InOrder()
    {
        for (int i = 1; i < _count; i++)
        {
            if (_events[i].Offset < _events[i - 1].Offset)
                return false;
        }

        return true;
    }

    private static void Merge(ReadOnlySpan<EngineEvent> left, ReadOnlySpan<EngineEvent> right, Span<EngineEvent> to)
    {
        int l = 0,
            r = 0;
        for (int i = 0; i < to.Length; i++)
            to[i] = r >= right.Length || (l < left.Length && left[l].Offset <= right[r].Offset) ? left[l++] : right[r++];
    }
}
