namespace LakhNes.Generator.Recall;

/// <summary>
/// Finds where the end of a sequence has occurred in it before: a hash of each few symbols leads to where they occurred last.
/// Grows by one symbol at a time and can be taken back. Allocates nothing after construction, unless it outgrows its room; one
/// thread at a time.
/// </summary>
public sealed class RecallIndex
{
    /// <summary>More symbols that are the same are not counted.</summary>
    public const int LongestMatch = 64;

    // places that are looked at for one answer
    private const int MostSteps = 512;
    private const int None = -1;
    private const int HashBits = 14;

    private readonly int _shortest;
    private int[] _symbols;
    private long[] _times; // where the piece stands after each symbol
    private int[] _before; // for each position the one before it with the same hash
    private readonly int[] _heads = new int[1 << HashBits];

    /// <summary>Makes an empty index.</summary>
    /// <param name="room">Symbols that there is room for from the start.</param>
    /// <param name="shortest">Fewer symbols that are the same are no match; 1 or more.</param>
    public RecallIndex(int room, int shortest)
    {
        _shortest = shortest;
        _symbols = new int[Math.Max(1, room)];
        _times = new long[Math.Max(1, room)];
        _before = new int[Math.Max(1, room)];
        Array.Fill(_heads, None);
    }

    /// <summary>How many symbols there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that it holds.</summary>
    public long MemoryBytes => (sizeof(long) + (2L * sizeof(int))) * Capacity + ((long)sizeof(int) * _heads.Length);

    /// <summary>How many symbols there is room for.</summary>
    public int Capacity => _symbols.Length;

    /// <summary>Where the piece stands after a symbol.</summary>
    public long TimeAt(int position) => _times[position];

    /// <summary>A symbol of the sequence.</summary>
    public int this[int position] => _symbols[position];

    /// <summary>Adds a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="time">Where the piece stands after it.</param>
    public void Add(int symbol, long time)
    {
        if (Count == Capacity)
            Grow();
        int position = Count++;
        _symbols[position] = symbol;
        _times[position] = time;
        if (Count < _shortest)
            return;
        ref int head = ref Head(position);
        _before[position] = head;
        head = position;
    }

    /// <summary>Takes symbols back, as if they had never been added.</summary>
    /// <param name="count">How many of the first remain, at most <see cref="Count"/>.</param>
    public void Rewind(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        for (; Count > count; Count--)
        {
            // the last one is at the head of its list
            if (Count >= _shortest)
                Head(Count - 1) = _before[Count - 1];
        }
    }

    /// <summary>Finds earlier places that end like the sequence, the latest first.</summary>
    /// <param name="matches">Gets them; no more than fit are looked for.</param>
    /// <param name="options">Which places count.</param>
    /// <returns>How many were found.</returns>
    public int Find(Span<RecallMatch> matches, RecallOptions options)
    {
        if (Count < _shortest)
            return 0;
        int last = Count - 1,
            found = 0;
        int place = _before[last];
        for (int step = 0; step < MostSteps && place != None && found < matches.Length; step++, place = _before[place])
        {
            if (last - place < options.Distance || !options.Allows(_times[place], _times[last]))
                continue;
            int length = LengthOf(place, last);
            if (length >= _shortest)
                matches[found++] = new RecallMatch(place, length);
        }

        return found;
    }

    private void Grow()
    {
        int room = 2 * Capacity;
        Array.Resize(ref _symbols, room);
        Array.Resize(ref _times, room);
        Array.Resize(ref _before, room);
    }

    private int LengthOf(int place, int last)
    {
        int most = Math.Min(LongestMatch, place + 1),
            length = 0;
        while (length < most && _symbols[place - length] == _symbols[last - length])
            length++;
        return length;
    }

    // of the symbols that end at a position
    private ref int Head(int position)
    {
        uint hash = 2166136261;
        for (int i = position - _shortest + 1; i <= position; i++)
            hash = (hash ^ (uint)_symbols[i]) * 16777619;
        return ref _heads[(hash ^ hash >> HashBits) & (_heads.Length - 1)];
    }
}
