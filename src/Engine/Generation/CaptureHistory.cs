namespace LakhNes.Engine.Generation;

/// <summary>The notes that were heard last, numbered from the first ever. Allocates nothing after construction.</summary>
internal sealed class CaptureHistory
{
    private const int Capacity = 2048;

    private readonly CapturedNote[] _notes = new CapturedNote[Capacity];
    private long _first;
    private int _count;

    /// <summary>Remembers a note.</summary>
    public void Add(in CapturedNote note)
    {
        if (_count == Capacity)
        {
            // the older half goes
            _count /= 2;
            _first += _count;
            Array.Copy(_notes, _count, _notes, 0, _count);
        }

        _notes[_count++] = note;
    }

    /// <summary>The notes that are remembered, from one number to before another.</summary>
    public ReadOnlySpan<CapturedNote> Between(long from, long to)
    {
        int first = (int)Math.Clamp(from - _first, 0, _count), end = (int)Math.Clamp(to - _first, first, _count);
        return _notes.AsSpan(first, end - first);
    }
}
