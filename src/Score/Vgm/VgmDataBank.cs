namespace LakhNes.Score.Vgm;

/// <summary>The data blocks of one type, one after another: what streams and memory writes take their bytes from.</summary>
internal sealed class VgmDataBank
{
    private readonly List<(long Start, ReadOnlyMemory<byte> Data)> _blocks = [];

    /// <summary>Bytes of all blocks.</summary>
    public long Length { get; private set; }

    /// <summary>How many blocks there are.</summary>
    public int Count => _blocks.Count;

    /// <summary>Adds a block at the end.</summary>
    public void Add(ReadOnlyMemory<byte> data)
    {
        _blocks.Add((Length, data));
        Length += data.Length;
    }

    /// <summary>Where a block begins, and its length.</summary>
    public (long Start, int Length) this[int block] => (_blocks[block].Start, _blocks[block].Data.Length);

    /// <summary>The byte at an offset, which lies inside the bank.</summary>
    public byte At(long offset)
    {
        (long start, ReadOnlyMemory<byte> data) = _blocks[BlockAt(offset)];
        return data.Span[(int)(offset - start)];
    }

    /// <summary>The bytes from an offset on, as far as there are some, in the pieces that they lie in.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Slice(long offset, long length)
    {
        length = Math.Min(length, Length - offset);
        for (int block = length > 0 ? BlockAt(offset) : 0; length > 0; block++)
        {
            (long start, ReadOnlyMemory<byte> data) = _blocks[block];
            int from = (int)(offset - start),
                count = (int)Math.Min(length, data.Length - from);
            if (count > 0)
                yield return data.Slice(from, count);
            offset += count;
            length -= count;
        }
    }

    /// <summary>The last block that begins at or before an offset and has bytes there.</summary>
    private int BlockAt(long offset)
    {
        int low = 0,
            high = _blocks.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_blocks[middle].Start <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
