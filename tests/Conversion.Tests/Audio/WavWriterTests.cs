using System.Buffers.Binary;
using LakhNes.Conversion.Audio;

namespace LakhNes.Conversion.Tests.Audio;

public class WavWriterTests
{
    [Theory]
    [InlineData(WavSampleFormat.Pcm16, 1, 16, 36)]
    [InlineData(WavSampleFormat.Pcm24, 1, 24, 36)]
    [InlineData(WavSampleFormat.Float32, 3, 32, 50)]
    public void HeaderStatesWhatFollows(WavSampleFormat format, int tag, int bits, int dataChunk)
    {
        byte[] file = Write(format, 44_100, 2, [0, 0, 0, 0, 0, 0]);

        int dataBytes = 6 * bits / 8;
        Assert.Equal("RIFF"u8, file.AsSpan(0, 4));
        Assert.Equal(file.Length - 8, U32(file, 4));
        Assert.Equal("WAVEfmt "u8, file.AsSpan(8, 8));
        Assert.Equal(tag, U16(file, 20));
        Assert.Equal(2, U16(file, 22));
        Assert.Equal(44_100, U32(file, 24));
        Assert.Equal(44_100 * 2 * bits / 8, U32(file, 28));
        Assert.Equal(2 * bits / 8, U16(file, 32));
        Assert.Equal(bits, U16(file, 34));
        Assert.Equal("data"u8, file.AsSpan(dataChunk, 4));
        Assert.Equal(dataBytes, U32(file, dataChunk + 4));
        Assert.Equal(dataChunk + 8 + dataBytes, file.Length);
    }

    [Fact]
    public void FloatFilesCarryTheirFrameCount()
    {
        byte[] file = Write(WavSampleFormat.Float32, 48_000, 2, [0, 0, 0, 0]);

        Assert.Equal("fact"u8, file.AsSpan(38, 4));
        Assert.Equal(2, U32(file, 46));
    }

    [Fact]
    public void WholeNumbersRoundToNearestAndClip()
    {
        byte[] pcm16 = Write(WavSampleFormat.Pcm16, 48_000, 1, [0, 0.5f, -1, 1, 2, -2, 1.4f / 32768]);
        Assert.Equal(
            [0, 16384, -32768, 32767, 32767, -32768, 1],
            Enumerable.Range(0, 7).Select(i => (int)(short)U16(pcm16, 44 + (2 * i)))
        );

        byte[] pcm24 = Write(WavSampleFormat.Pcm24, 48_000, 1, [-1, 0.5f, 1]);
        Assert.Equal([0x00, 0x00, 0x80, 0x00, 0x00, 0x40, 0xFF, 0xFF, 0x7F], pcm24[44..53]);
    }

    [Fact]
    public void FloatsKeepEveryBit()
    {
        byte[] file = Write(WavSampleFormat.Float32, 48_000, 1, [1.5f, float.Epsilon]);

        Assert.Equal(1.5f, BitConverter.ToSingle(file, 58));
        Assert.Equal(float.Epsilon, BitConverter.ToSingle(file, 62));
    }

    [Fact]
    public void AnOddDataChunkIsPaddedButNotCounted()
    {
        byte[] file = Write(WavSampleFormat.Pcm24, 48_000, 1, [0]);

        Assert.Equal(3, U32(file, 40));
        Assert.Equal(48, file.Length);
        Assert.Equal(40, U32(file, 4));
    }

    [Fact]
    public void HalfAFrameIsRefused()
    {
        using var writer = new WavWriter(new MemoryStream(), 48_000, 2, WavSampleFormat.Float32);

        Assert.Throws<ArgumentException>(() => writer.Write([0f]));
    }

    private static byte[] Write(WavSampleFormat format, int sampleRate, int channels, float[] samples)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, sampleRate, channels, format))
        {
            // in pieces, as a render gives them
            writer.Write(samples.AsSpan(0, channels));
            writer.Write(samples.AsSpan(channels));
        }

        return stream.ToArray();
    }

    private static int U16(byte[] bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset));

    private static int U32(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
}
