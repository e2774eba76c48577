using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Score.Pickles;

/// <summary>Bytes of a file, in order, never past an end that is known beforehand.</summary>
/// <param name="stream">Read from its position on.</param>
/// <param name="length">How many bytes may be read.</param>
public sealed class PickleInput(Stream stream, long length)
{
    private readonly byte[] _word = new byte[8];

    /// <summary>Bytes that are left.</summary>
    public long Remaining { get; private set; } = length;

    /// <summary>One byte.</summary>
    public byte ReadByte() => Read(1)[0];

    /// <summary>A little-endian 16-bit number without sign.</summary>
    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    /// <summary>A little-endian 32-bit number.</summary>
    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(4));

    /// <summary>A little-endian 64-bit number.</summary>
    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Read(8));

    /// <summary>A big-endian double, as pickles store floats.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Read(8));

    /// <summary>A line of text without its newline.</summary>
    public string ReadLine()
    {
        var text = new StringBuilder();
        for (byte next = ReadByte(); next != '\n'; next = ReadByte())
            text.Append((char)next);
        return text.ToString();
    }

    /// <summary>That many bytes.</summary>
    public byte[] ReadBytes(long count)
    {
        Claim(count);
        byte[] bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long count)
    {
        Claim(count);
        stream.Seek(count, SeekOrigin.Current);
    }

    private ReadOnlySpan<byte> Read(int count)
    {
        Claim(count);
        Span<byte> bytes = _word.AsSpan(0, count);
        Fill(bytes);
        return bytes;
    }

    private void Claim(long count)
    {
        if (count < 0 || count > Remaining)
            throw new PickleException("the file ends too early (truncated?)");
        Remaining -= count;
    }

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length)
            throw new PickleException("the file ends too early (truncated?)");
    }
}
