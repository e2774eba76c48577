namespace LakhNes.Score.Pickles;

/// <summary>What the numbers of a NumPy array are, as its name (<c>u1</c>, <c>f8</c>) and its byte order say.</summary>
internal sealed class NumpyType
{
    private readonly char _kind;

    /// <summary>A type by its name.</summary>
    /// <exception cref="PickleException">It holds no numbers of 1 to 8 bytes.</exception>
    public NumpyType(string name)
    {
        if (name is not ("b1" or "u1" or "u2" or "u4" or "u8" or "i1" or "i2" or "i4" or "i8" or "f4" or "f8"))
            throw new PickleException("an array that holds other than numbers");
        _kind = name[0];
        Bytes = name[1] - '0';
    }

    /// <summary>Bytes of a number.</summary>
    public int Bytes { get; }

    /// <summary>The most significant byte comes first.</summary>
    public bool IsBigEndian { get; set; }

    /// <summary>Numbers are bytes without sign.</summary>
    public bool IsByte => Bytes == 1 && _kind != 'i';

    /// <summary>A number.</summary>
    /// <param name="data">Begins with its bytes.</param>
    /// <returns>A long, or a double where it is a fraction's type; null for a number that no long holds.</returns>
    public object? Number(ReadOnlySpan<byte> data)
    {
        ulong bits = 0;
        for (int i = 0; i < Bytes; i++)
            bits |= (ulong)data[i] << (8 * (IsBigEndian ? Bytes - 1 - i : i));
        int above = 64 - (8 * Bytes);
        return _kind switch
        {
            'f' => Bytes == 4 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits),
            'i' => (long)(bits << above) >> above,
            _ => bits <= long.MaxValue ? (long)bits : null,
        };
    }

    /// <summary>A whole number; null where it is none, or none that a long holds.</summary>
    /// <param name="data">Begins with its bytes.</param>
    public long? Whole(ReadOnlySpan<byte> data) => _kind == 'f' ? null : (long?)Number(data);
}
