using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FsCheck.Xunit;

namespace LakhNes.Drawing.Tests;

public class PngWriterTests
{
    private static byte[] Png(Canvas canvas)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, canvas);
        return stream.ToArray();
    }

    private static List<(string Type, byte[] Data, byte[] Crc)> Chunks(byte[] png)
    {
        List<(string, byte[], byte[])> chunks = [];
        for (int at = 8; at < png.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add(
                (
                    Encoding.ASCII.GetString(png, at + 4, 4),
                    png[(at + 8)..(at + 8 + length)],
                    png[(at + 8 + length)..(at + 12 + length)]
                )
            );
            at += 12 + length;
        }
        return chunks;
    }

    [Property]
    public void TheFileHoldsThePicture(byte width, byte height, int seed)
    {
        Canvas canvas = new(width % 40 + 1, height % 40 + 1);
        Random random = new(seed);
        for (int i = 0; i < 20; i++)
            canvas.Fill(
                new Area(random.Next(40), random.Next(40), random.Next(20), random.Next(20)),
                Color.FromRgb(random.Next(1 << 24))
            );

        List<(string Type, byte[] Data, byte[] Crc)> chunks = Chunks(Png(canvas));
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(c => c.Type));
        Assert.Equal(canvas.Width, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data));
        Assert.Equal(canvas.Height, BinaryPrimitives.ReadInt32BigEndian(chunks[0].Data.AsSpan(4)));
        Assert.Equal([8, 2, 0, 0, 0], chunks[0].Data[8..]);

        using ZLibStream zlib = new(new MemoryStream(chunks[1].Data), CompressionMode.Decompress);
        using MemoryStream raw = new();
        zlib.CopyTo(raw);
        byte[] bytes = raw.ToArray();
        int stride = 1 + 3 * canvas.Width;
        Assert.Equal(stride * canvas.Height, bytes.Length);
        for (int y = 0; y < canvas.Height; y++)
        {
            Assert.Equal(2, bytes[y * stride]); // the filter that adds the row above
            for (int i = 1; i < stride; i++)
                bytes[y * stride + i] += y == 0 ? (byte)0 : bytes[(y - 1) * stride + i];
            for (int x = 0; x < canvas.Width; x++)
                Assert.Equal(
                    canvas[x, y],
                    new Color(bytes[y * stride + 1 + 3 * x], bytes[y * stride + 2 + 3 * x], bytes[y * stride + 3 + 3 * x])
                );
        }
    }

    [Fact]
    public void SignatureAndChecksumsAreTheFormats()
    {
        byte[] png = Png(new Canvas(1, 1));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        List<(string Type, byte[] Data, byte[] Crc)> chunks = Chunks(png);
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], chunks[2].Crc); // every PNG file's last four bytes
        Assert.Equal([0x90, 0x77, 0x53, 0xDE], chunks[0].Crc); // the header of every 1 x 1 RGB picture
    }
}
