using System.Buffers.Binary;
using System.IO.Compression;
using LakhNes.Drawing;

namespace LakhNes.Ui.Tests;

/// <summary>
/// Reads pictures as <see cref="PngWriter"/> writes them, and as optimisers rewrite those: 8-bit RGB, any filters.
/// </summary>
internal static class PngReader
{
    public static Canvas Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        using var data = new MemoryStream();
        int width = 0,
            height = 0;
        for (int at = 8; at < file.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4),
                content = file.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (
                    BinaryPrimitives.ReadInt32BigEndian(content),
                    BinaryPrimitives.ReadInt32BigEndian(content[4..])
                );
                Assert.Equal((8, 2, 0), (content[8], content[9], content[12]));
            }

            if (type.SequenceEqual("IDAT"u8))
                data.Write(content);
            at += length + 12;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var canvas = new Canvas(width, height);
        byte[] above = new byte[width * 3],
            row = new byte[width * 3];
        for (int y = 0; y < height; y++)
        {
            int filter = zlib.ReadByte();
            zlib.ReadExactly(row);
            for (int i = 0; i < row.Length; i++)
            {
                int left = i >= 3 ? row[i - 3] : 0,
                    up = above[i],
                    corner = i >= 3 ? above[i - 3] : 0;
                row[i] += (byte)(
                    filter switch
                    {
                        0 => 0,
                        1 => left,
                        2 => up,
                        3 => (left + up) / 2,
                        _ => Paeth(left, up, corner),
                    }
                );
            }

            for (int x = 0; x < width; x++)
                canvas.Fill(new Area(x, y, 1, 1), new Color(row[3 * x], row[(3 * x) + 1], row[(3 * x) + 2]));
            (above, row) = (row, above);
        }

        return canvas;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner),
            toUp = Math.Abs(left - corner),
            toCorner = Math.Abs(left + up - (2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left
            : toUp <= toCorner ? up
            : corner;
    }
}
