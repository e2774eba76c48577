namespace LakhNes.Score.Randomness;

/// <summary>
/// The random stream of everything that is drawn: PCG-XSH-RR with 64 bits of state and 32 of output (O'Neill 2014, "PCG: A Family
/// of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation"), seeded as its reference program
/// does. The same on every machine; see <c>docs/random.md</c>.
/// </summary>
public struct Pcg32
{
    private const ulong Multiplier = 6364136223846793005;

    private readonly ulong _increment;
    private ulong _state;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">Where in the stream.</param>
    /// <param name="stream">Which of 2^63 streams.</param>
    public Pcg32(ulong seed, ulong stream = 0)
    {
        _increment = stream << 1 | 1;
        _state = 0;
        NextUInt32();
        _state += seed;
        NextUInt32();
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        ulong old = _state;
        _state = unchecked(old * Multiplier + _increment);
        uint mixed = (uint)((old >> 18 ^ old) >> 27);
        return uint.RotateRight(mixed, (int)(old >> 59));
    }

    /// <summary>The next number, at least 0 and below 1, in steps of 2^-32.</summary>
    public double NextDouble() => NextUInt32() * (1.0 / 4294967296);

    /// <summary>
    /// A whole number from 0 to one less than a bound, all equally likely (O'Neill's <c>pcg32_boundedrand_r</c>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not 1 or more.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        uint n = (uint)bound,
            threshold = (uint)((1UL << 32) % n);
        uint number;
        do number = NextUInt32();
        while (number < threshold);
        return (int)(number % n);
    }

    /// <summary>
    /// Draws without repetition: puts a random choice of its elements, in random order, at the start of a span.
    /// </summary>
    /// <param name="items">All elements; none is lost.</param>
    /// <param name="count">How many to draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer elements.</exception>
    public void Draw<T>(Span<T> items, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)items.Length, nameof(count));
        for (int i = 0; i < count; i++)
        {
            int other = i + Next(items.Length - i);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
