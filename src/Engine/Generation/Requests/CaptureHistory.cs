namespace LakhNes.Engine.Generation.Requests;

/// <summary>The notes that were heard last, numbered from the first ever. Allocates nothing after construction.</summary>
/// <param name="capacity">How many it remembers at most, 2 or more.</param>
internal sealed class CaptureHistory(int capacity = 2048)
{
    private readonly HeardNote[] _notes = new HeardNote[capacity];
    private long _first;
    private int _count;

    /// <summary>Remembers a note.</summary>
    public void Add(in HeardNote note)
    {
        if (_count == capacity)
        {
            // the older half goes
            _count /= 2;
            _first += _count;
            Array.Copy(_notes, _count, _notes, 0, _count);
        }

        _notes[_count++] = note;
    }

    /// <summary>The notes that are remembered, from one number to before another.</summary>
    public ReadOnlySpan<HeardNote> Between(long from, long to)
    {
        int first = (int)Math.Clamp(from - _first, 0, _count),
            end = (int)Math.Clamp(to - _first, first, _count);
        return _notes.AsSpan(first, end - first);
    }
}
