namespace LakhNes.Score.Pickles;

/// <summary>An array of whole numbers as NumPy pickles it.</summary>
public sealed class NumpyArray
{
    private readonly NumpyType _type;
    private readonly byte[] _data;
    private readonly bool _columnsFirst;

    /// <summary>Makes an array over bytes.</summary>
    /// <param name="type">What its numbers are.</param>
    /// <param name="shape">Its sizes, the slowest first.</param>
    /// <param name="columnsFirst">The bytes have the first index fastest, as in Fortran.</param>
    /// <param name="data">All of its numbers.</param>
    /// <exception cref="PickleException">They are more or fewer than the shape says.</exception>
    internal NumpyArray(NumpyType type, int[] shape, bool columnsFirst, byte[] data)
    {
        long count = type.Bytes;
        foreach (int size in shape)
            count = Math.Min(count, int.MaxValue) * size; // beyond it no array of bytes goes
        if (count != data.Length)
            throw PickleException.Malformed($"an array of {data.Length} bytes for another shape");
        _type = type;
        Shape = shape;
        _columnsFirst = columnsFirst && shape.Length > 1;
        _data = data;
    }

    /// <summary>Its sizes, the slowest first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its numbers as bytes, the last index fastest.</summary>
    /// <returns>The bytes; null where a number is below 0 or above 255, or no whole one.</returns>
    public byte[]? ToBytes()
    {
        int count = _data.Length / _type.Bytes;
        if (_type.IsByte && !_columnsFirst)
            return _data;
        byte[] numbers = new byte[count];
        int[] at = new int[Shape.Count];
        for (int i = 0; i < count; i++)
        {
            if (
                _type.Whole(_data.AsSpan((_columnsFirst ? Place(at) : i) * _type.Bytes))
                is not (>= 0 and <= byte.MaxValue and var n)
            )
                return null;
            numbers[i] = (byte)n;
            for (int d = at.Length - 1; d >= 0 && ++at[d] == Shape[d]; d--)
                at[d] = 0;
        }

        return numbers;
    }

    private int Place(int[] at)
    {
        int place = 0;
        for (int d = at.Length - 1; d >= 0; d--)
            place = (place * Shape[d]) + at[d];
        return place;
    }
}
