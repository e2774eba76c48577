using System.Buffers.Binary;

namespace LakhNes.Conversion.Audio;

/// <summary>Writes a RIFF/WAVE file as it is rendered. Dispose to complete its header; the stream stays open.</summary>
/// <remarks>
/// Format: Microsoft's "Multimedia Programming Interface and Data Specifications 1.0" and its "New Multimedia Data Types" of 1994
/// for the loop; floats carry a fact chunk.
/// </remarks>
public sealed class WavWriter : IDisposable
{
    private const short PcmTag = 1;
    private const short FloatTag = 3;
    private const int LongestHeader = 58;
    private const double NanosecondsPerSecond = 1e9;
    private const uint MiddleC = 60;

    private readonly Stream _stream;
    private readonly int _channels;
    private readonly int _sampleRate;
    private readonly WavSampleFormat _format;
    private readonly int _bytesPerSample;
    private readonly int _headerBytes;
    private readonly long _start;
    private long _dataBytes;
    private byte[] _buffer = [];

    /// <summary>Starts a file at the stream's position.</summary>
    /// <param name="stream">Seekable; a file or memory.</param>
    /// <param name="sampleRate">Frames a second.</param>
    /// <param name="channels">Samples a frame.</param>
    /// <param name="format">How samples are stored.</param>
    public WavWriter(Stream stream, int sampleRate, int channels, WavSampleFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        _stream = stream;
        _channels = channels;
        _sampleRate = sampleRate;
        _format = format;
        _bytesPerSample = BytesPerSample(format);
        _start = stream.Position;
        byte[] header = Header(sampleRate);
        _headerBytes = header.Length;
        stream.Write(header);
    }

    /// <summary>Bytes of a whole file.</summary>
    /// <param name="format">How samples are stored.</param>
    /// <param name="channels">Samples a frame.</param>
    /// <param name="frames">How many frames.</param>
    public static long BytesOf(WavSampleFormat format, int channels, long frames) =>
        LongestHeader + BytesPerSample(format) * channels * frames;

    /// <summary>Appends interleaved samples, full scale at -1 and 1.</summary>
    /// <exception cref="IOException">The file would outgrow the 4 GiB that a WAV file can state.</exception>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        if (interleaved.Length % _channels != 0)
            throw new ArgumentException("The samples do not fill whole frames.", nameof(interleaved));

        int bytes = interleaved.Length * _bytesPerSample;
        if (_headerBytes + _dataBytes + bytes > uint.MaxValue)
            throw new IOException("longer than a WAV file can hold (4 GiB)");

        if (_buffer.Length < bytes)
            _buffer = new byte[bytes];
        Span<byte> target = _buffer.AsSpan(0, bytes);
        for (int i = 0; i < interleaved.Length; i++)
            Encode(target.Slice(i * _bytesPerSample, _bytesPerSample), interleaved[i]);
        _stream.Write(target);
        _dataBytes += bytes;
    }

    /// <summary>The whole file is to be played round and round: players find that in a <c>smpl</c> chunk.</summary>
    public bool Loops { get; init; }

    /// <summary>Fills in the lengths that are known only now.</summary>
    public void Dispose()
    {
        if (_dataBytes % 2 != 0)
            _stream.WriteByte(0);
        if (Loops)
            _stream.Write(Loop((uint)(_dataBytes / _bytesPerSample / _channels)));
        long end = _stream.Position;
        Patch(4, (uint)(end - _start - 8));
        if (_format == WavSampleFormat.Float32)
            Patch(_headerBytes - 12, (uint)(_dataBytes / _bytesPerSample / _channels));
        Patch(_headerBytes - 4, (uint)_dataBytes);
        _stream.Position = end;
    }

    private static int BytesPerSample(WavSampleFormat format) =>
        format switch
        {
            WavSampleFormat.Pcm16 => 2,
            WavSampleFormat.Pcm24 => 3,
            _ => 4,
        };

    private void Encode(Span<byte> target, float sample)
    {
        switch (_format)
        {
            case WavSampleFormat.Pcm16:
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)Quantise(sample, 1 << 15));
                break;
            case WavSampleFormat.Pcm24:
                int value = Quantise(sample, 1 << 23);
                BinaryPrimitives.WriteInt16LittleEndian(target, (short)value);
                target[2] = (byte)(value >> 16);
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(target, sample);
                break;
        }
    }

    private static int Quantise(float sample, int fullScale) =>
        (int)Math.Clamp(Math.Round((double)sample * fullScale), -fullScale, fullScale - 1);

    private byte[] Header(int sampleRate)
    {
        bool isFloat = _format == WavSampleFormat.Float32;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        int frameBytes = _channels * _bytesPerSample;
        writer.Write("RIFF"u8);
        writer.Write(0);
        writer.Write("WAVEfmt "u8);
        writer.Write(isFloat ? 18 : 16);
        writer.Write(isFloat ? FloatTag : PcmTag);
        writer.Write((short)_channels);
        writer.Write(sampleRate);
        writer.Write(sampleRate * frameBytes);
        writer.Write((short)frameBytes);
        writer.Write((short)(_bytesPerSample * 8));
        if (isFloat)
        {
            writer.Write((short)0); // no extension of the format
            writer.Write("fact"u8);
            writer.Write(4);
            writer.Write(0);
        }

        writer.Write("data"u8);
        writer.Write(0);
        writer.Flush();
        return bytes.ToArray();
    }

    // manufacturer, product, nanoseconds of a sample, unity note and its fraction, SMPTE format and offset, one loop and nothing
    // more; then the loop's number, forwards, its first and last sample, no fraction, for ever
    private byte[] Loop(uint frames)
    {
        ReadOnlySpan<uint> fields =
        [
            0,
            0,
            (uint)Math.Round(NanosecondsPerSecond / _sampleRate),
            MiddleC,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            Math.Max(1, frames) - 1,
            0,
            0,
        ];
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("smpl"u8);
        writer.Write(fields.Length * sizeof(uint));
        foreach (uint field in fields)
            writer.Write(field);
        writer.Flush();
        return bytes.ToArray();
    }

    private void Patch(int offset, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _stream.Position = _start + offset;
        _stream.Write(bytes);
    }
}
