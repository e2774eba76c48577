using System.Buffers.Binary;

namespace LakhNes.Plugin.Vst3.Com;

/// <summary>A 16-byte interface or class id in the platform's byte order: a GUID's on Windows, big-endian elsewhere.</summary>
internal readonly record struct Tuid
{
    // two words, so that comparing is two instructions and reading needs no fixed statement
    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>The id that the SDK writes as four 32-bit numbers.</summary>
    public Tuid(uint a, uint b, uint c, uint d)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (OperatingSystem.IsWindows())
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, a);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)(b >> 16));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], (ushort)b);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, a);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], b);
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], c);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], d);
        _first = BitConverter.ToUInt64(bytes);
        _second = BitConverter.ToUInt64(bytes[8..]);
    }

    /// <summary>The id from its 32 hexadecimal digits.</summary>
    public static Tuid Parse(string digits) => new(Word(digits, 0), Word(digits, 1), Word(digits, 2), Word(digits, 3));

    private static uint Word(string digits, int index) =>
        uint.Parse(digits.AsSpan(index * 8, 8), System.Globalization.NumberStyles.HexNumber);
}
