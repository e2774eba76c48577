using System.Buffers.Binary;
using System.IO.Compression;

namespace LakhNes.Drawing;

/// <summary>Writes pictures as PNG files (8-bit RGB, not interlaced).</summary>
public static class PngWriter
{
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes a canvas to a stream.</summary>
    public static void Write(Stream stream, Canvas canvas)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], canvas.Height);
        header[8] = 8; // bits a channel
        header[9] = 2; // RGB
        header[10] = header[11] = header[12] = 0; // deflate, adaptive filters, not interlaced
        Chunk(stream, "IHDR"u8, header);

        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Optimal, leaveOpen: true))
            Rows(zlib, canvas);
        Chunk(stream, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(stream, "IEND"u8, []);
    }

    /// <summary>
    /// Each row behind its filter byte: filter 2, the difference to the row above, suits pictures made of areas.
    /// </summary>
    private static void Rows(Stream to, Canvas canvas)
    {
        byte[] above = new byte[canvas.Width * 3],
            row = new byte[canvas.Width * 3],
            line = new byte[canvas.Width * 3 + 1];
        line[0] = 2;
        for (int y = 0; y < canvas.Height; y++)
        {
            ReadOnlySpan<uint> pixels = canvas.Pixels.Slice(y * canvas.Width, canvas.Width);
            for (int x = 0; x < pixels.Length; x++)
            {
                row[3 * x] = (byte)(pixels[x] >> 16);
                row[3 * x + 1] = (byte)(pixels[x] >> 8);
                row[3 * x + 2] = (byte)pixels[x];
            }
            for (int i = 0; i < row.Length; i++)
                line[i + 1] = (byte)(row[i] - above[i]);
            to.Write(line);
            (above, row) = (row, above);
        }
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            crc = CrcTable[(byte)(crc ^ b)] ^ crc >> 8;
        return crc;
    }

    /// <summary>CRC-32 of ISO 3309, reflected, as PNG specifies.</summary>
    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int bit = 0; bit < 8; bit++)
                c = (c & 1) != 0 ? 0xEDB88320 ^ c >> 1 : c >> 1;
            table[i] = c;
        }
        return table;
    }
}
