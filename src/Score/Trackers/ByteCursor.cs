using System.Buffers.Binary;
using LakhNes.Score.Text;

namespace LakhNes.Score.Trackers;

/// <summary>Reads a binary file of a tracker; what is not there is an error that names file and offset.</summary>
internal sealed class ByteCursor(ReadOnlyMemory<byte> bytes, string file, int at, int end)
{
    /// <summary>A cursor over a whole file.</summary>
    public ByteCursor(ReadOnlyMemory<byte> bytes, string file)
        : this(bytes, file, 0, bytes.Length) { }

    /// <summary>The offset of the next byte.</summary>
    public int At => at;

    /// <summary>Nothing follows.</summary>
    public bool AtEnd => at >= end;

    /// <summary>The next bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(int count)
    {
        if (count < 0 || count > end - at)
            throw Error("the data ends too early");
        at += count;
        return bytes.Slice(at - count, count);
    }

    /// <summary>The next byte.</summary>
    public int Byte() => Bytes(1).Span[0];

    /// <summary>The next byte, within bounds.</summary>
    public int Byte(int most, string what) => InBounds(Byte(), 0, most, what, 1);

    /// <summary>The next number of four bytes.</summary>
    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)).Span);

    /// <summary>The next number of four bytes, within bounds.</summary>
    public int Int(int least, int most, string what) => InBounds(Int(), least, most, what, sizeof(int));

    /// <summary>A text of so many bytes, up to its first zero.</summary>
    public string Text(int length)
    {
        ReadOnlySpan<byte> text = Bytes(length).Span;
        int zero = text.IndexOf((byte)0);
        return BytesText.OfName(zero < 0 ? text : text[..zero]);
    }

    /// <summary>The next number of two bytes.</summary>
    public int Short() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)).Span);

    /// <summary>A text that ends with a zero.</summary>
    public string Text()
    {
        int zero = bytes.Span[at..end].IndexOf((byte)0);
        if (zero < 0)
            throw Error("a name has no end");
        string text = Text(zero);
        at++;
        return text;
    }

    /// <summary>The exception for what is wrong at the next byte.</summary>
    public ScoreFormatException Error(string reason) => ScoreFormatException.AtOffset(file, at, reason);

    private int InBounds(int value, int least, int most, string what, int size) =>
        value >= least && value <= most
            ? value
            : throw ScoreFormatException.AtOffset(file, at - size, $"{value} is no {what} from {least} to {most}");
}
