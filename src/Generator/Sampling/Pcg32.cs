namespace LakhNes.Generator.Sampling;

/// <summary>
/// The random stream of everything that composes: PCG-XSH-RR with 64 bits of state and 32 of output (O'Neill 2014, "PCG: A Family of
/// Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation"), seeded as its reference program does.
/// The same on every machine; see <c>docs/random.md</c>.
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
}
