using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LakhNes.Hosts.Tests;

/// <summary>A WAV file of 32-bit floats, as the hosts write it.</summary>
internal sealed class Wav
{
    private Wav(int channels, int rate, float[] samples)
    {
        Channels = channels;
        Rate = rate;
        Samples = samples;
    }

    /// <summary>Samples a frame.</summary>
    public int Channels { get; }

    /// <summary>Frames a second.</summary>
    public int Rate { get; }

    /// <summary>Interleaved.</summary>
    public float[] Samples { get; }

    /// <summary>Frames in the file.</summary>
    public int Frames => Samples.Length / Channels;

    /// <summary>Reads a file.</summary>
    public static Wav Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal("RIFF"u8, file.AsSpan(0, 4));
        int channels = 0,
            rate = 0;
        for (int at = 12; at + 8 <= file.Length; )
        {
            ReadOnlySpan<byte> id = file.AsSpan(at, 4);
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            ReadOnlySpan<byte> content = file.AsSpan(at + 8, Math.Min(length, file.Length - at - 8));
            if (id.SequenceEqual("fmt "u8))
            {
                channels = BinaryPrimitives.ReadInt16LittleEndian(content[2..]);
                rate = BinaryPrimitives.ReadInt32LittleEndian(content[4..]);
                Assert.Equal(32, BinaryPrimitives.ReadInt16LittleEndian(content[14..]));
            }
            else if (id.SequenceEqual("data"u8))
            {
                return new Wav(channels, rate, MemoryMarshal.Cast<byte, float>(content).ToArray());
            }

            at += 8 + length + (length & 1);
        }

        throw new InvalidDataException($"{path}: no data chunk");
    }

    /// <summary>One channel's samples.</summary>
    public float[] Channel(int channel) => Enumerable.Range(0, Frames).Select(i => Samples[(i * Channels) + channel]).ToArray();

    /// <summary>The largest sample between two times in seconds.</summary>
    public float Peak(double from = 0, double to = double.PositiveInfinity)
    {
        int first = (int)(from * Rate) * Channels;
        int last = (int)Math.Min(to * Rate * Channels, Samples.Length);
        return last > first ? Samples[first..last].Max(Math.Abs) : 0;
    }

    /// <summary>Fails where the two differ in a single bit, and says where they do first.</summary>
    public static void AssertSame(Wav expected, Wav actual, string what)
    {
        Assert.Equal((expected.Channels, expected.Frames), (actual.Channels, actual.Frames));
        int difference = expected.Samples.AsSpan().CommonPrefixLength(actual.Samples);
        Assert.True(
            difference == expected.Samples.Length,
            $"{what}: frame {difference / expected.Channels} of {expected.Frames} is the first that differs"
        );
    }
}
