using System.Buffers.Binary;
using LakhNes.Instrument.Samples;

namespace LakhNes.Instrument.Tests.Samples;

/// <summary>WAV files of every encoding that programs write, and what is no such file.</summary>
public class WavReaderTests
{
    private const int Pcm = 1,
        Float = 3;

    [Theory]
    [InlineData(Pcm, 8, 1, false)]
    [InlineData(Pcm, 16, 1, false)]
    [InlineData(Pcm, 16, 2, true)]
    [InlineData(Pcm, 24, 1, true)]
    [InlineData(Pcm, 24, 2, false)]
    [InlineData(Pcm, 32, 6, true)]
    [InlineData(Float, 32, 1, false)]
    [InlineData(Float, 32, 2, true)]
    [InlineData(Float, 64, 1, false)]
    public void EveryEncodingGivesTheSamplesThatWereWritten(int tag, int bits, int channels, bool extensible)
    {
        double[] wave = [.. Enumerable.Range(0, 50).Select(i => 0.9 * Math.Sin(i * 0.4))];
        byte[] file = File(tag, bits, channels, 22_050, wave, extensible);

        Assert.True(WavReader.TryRead(file, out Recording recording, out string error), error);

        Assert.Equal(22_050, recording.SampleRate);
        Assert.Equal(wave.Length, recording.Samples.Length);
        double step = 1.01 / (1 << (Math.Min(bits, 16) - 1));
        for (int i = 0; i < wave.Length; i++)
            Assert.InRange(recording.Samples[i] - wave[i], -step, step);
    }

    [Fact]
    public void ChannelsAreMixedToTheirMean()
    {
        byte[] file = File(Pcm, 16, 2, 44_100, [0.5, -0.25], false);
        // the right channel of the first frame
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(46), -16_384);
        Assert.True(WavReader.TryRead(file, out Recording recording, out _));
        Assert.Equal([0, -0.25f], recording.Samples);
    }

    [Fact]
    public void ChunksBeforeAndAfterTheSoundArePassedOverAndAShortEndIsReadAsFarAsItGoes()
    {
        byte[] file = File(Pcm, 16, 1, 44_100, [0.5, 0.5, 0.5], false);
        byte[] odd = [.. file[..12], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. file[12..]];
        Assert.True(WavReader.TryRead(odd, out Recording recording, out string error), error);
        Assert.Equal(3, recording.Samples.Length);
        Assert.True(WavReader.TryRead(file.AsSpan(0, file.Length - 3), out recording, out error), error);
        Assert.Single(recording.Samples);
    }

    [Theory]
    [InlineData(20, 2, "encoding 2")] // ADPCM
    [InlineData(22, 0, "0 channels")]
    [InlineData(34, 12, "12 bits")]
    [InlineData(32, 3, "contradicts itself")]
    public void WhatCannotBeReadIsSaid(int at, byte value, string expected)
    {
        byte[] file = File(Pcm, 16, 1, 44_100, [0.5], false);
        file[at] = value;
        Assert.False(WavReader.TryRead(file, out Recording recording, out string error));
        Assert.Contains(expected, error);
        Assert.DoesNotContain('\n', error);
        Assert.Empty(recording.Samples);
    }

    [Fact]
    public void DamagedFilesAreRefusedWithoutAnException() => Survive(20_000);

    [Fact]
    [Trait("Category", "Soak")]
    public void HalfAMillionDamagedFilesAreRefusedWithoutAnException() => Survive(500_000);

    private static void Survive(int count)
    {
        byte[] whole = File(Pcm, 24, 2, 48_000, [.. Enumerable.Range(0, 20).Select(i => i / 40.0)], true);
        for (int length = 0; length < 68; length++)
            Assert.False(WavReader.TryRead(whole.AsSpan(0, length), out _, out _), $"{length}");
        var random = new Random(7);
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            for (int n = random.Next(1, 6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (!WavReader.TryRead(damaged, out Recording recording, out string error))
                Assert.NotEmpty(error);
            else
                Assert.DoesNotContain(recording.Samples, sample => !(Math.Abs(sample) <= WavReader.Loudest));
        }
    }

    [Fact]
    public void ASoundLongerThanAMinuteIsRefused()
    {
        byte[] file = File(Pcm, 8, 1, 1000, new double[60_001], false);
        Assert.False(WavReader.TryRead(file, out _, out string error));
        Assert.Equal("longer than 60 s", error);
    }

    private static byte[] File(int tag, int bits, int channels, int rate, double[] wave, bool extensible)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        int frame = channels * bits / 8;
        writer.Write("RIFF"u8);
        writer.Write(0);
        writer.Write("WAVEfmt "u8);
        writer.Write(extensible ? 40 : 16);
        writer.Write((ushort)(extensible ? 0xFFFE : tag));
        writer.Write((ushort)channels);
        writer.Write(rate);
        writer.Write(rate * frame);
        writer.Write((ushort)frame);
        writer.Write((ushort)bits);
        if (extensible)
        {
            writer.Write((ushort)22);
            writer.Write((ushort)bits);
            writer.Write(0);
            writer.Write((ushort)tag);
            writer.Write([0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113]);
        }

        writer.Write("data"u8);
        writer.Write(wave.Length * frame);
        foreach (double sample in wave)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                if (tag == Float && bits == 32)
                    writer.Write((float)sample);
                else if (tag == Float)
                    writer.Write(sample);
                else if (bits == 8)
                    writer.Write((byte)Math.Round(128 + (sample * 128)));
                else
                {
                    long whole = (long)Math.Round(sample * (1L << (bits - 1)));
                    for (int shift = 0; shift < bits; shift += 8)
                        writer.Write((byte)(whole >> shift));
                }
            }
        }

        writer.Flush();
        byte[] file = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
