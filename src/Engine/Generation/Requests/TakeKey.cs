namespace LakhNes.Engine.Generation.Requests;

/// <summary>A hash of numbers one after another (FNV-1a over whole words, mixed at the end), the same on every machine.</summary>
internal struct TakeKey
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _hash = Offset;

    /// <summary>A hash of nothing.</summary>
    public TakeKey() { }

    /// <summary>The hash; never 0.</summary>
    public readonly ulong Value
    {
        get
        {
            ulong mixed = _hash ^ (_hash >> 32);
            return unchecked(mixed * Prime) | 1;
        }
    }

    /// <summary>Adds a number.</summary>
    public void Add(long number)
    {
        // the upper half of a product does not reach the lower: each half goes in by itself
        _hash = unchecked((_hash ^ (uint)number) * Prime);
        _hash = unchecked((_hash ^ (ulong)(number >>> 32)) * Prime);
        _hash ^= _hash >> 29;
    }

    /// <summary>Adds a number, bit by bit.</summary>
    public void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));
}
