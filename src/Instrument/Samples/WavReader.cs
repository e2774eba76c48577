using System.Buffers.Binary;

namespace LakhNes.Instrument.Samples;

/// <summary>
/// Reads RIFF/WAVE files: integers of 8, 16, 24 and 32 bits, floats of 32 and 64, any rate, any number of channels (mixed to
/// one), with the extensible format too. A last chunk that is cut short is read as far as it goes.
/// </summary>
/// <remarks>Microsoft's "Multimedia Programming Interface and Data Specifications 1.0" and WAVEFORMATEXTENSIBLE.</remarks>
public static class WavReader
{
    /// <summary>The longest sound that is read, in seconds: several times what a sample of the chip can last.</summary>
    public const double LongestSeconds = 60;

    /// <summary>The loudest sample that is read: floats may be anything, and beyond eight times full scale is no sound.</summary>
    public const double Loudest = 8;

    private const int PcmTag = 1,
        FloatTag = 3,
        ExtensibleTag = 0xFFFE;
    private const int ShortestFormat = 16,
        SubFormatAt = 24,
        ShortestExtensible = 40;
    private const int MostChannels = 64;

    private readonly record struct Format(int Tag, int Channels, int Rate, int FrameBytes, int Bits);

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="recording">The sound; without samples where the result is false.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> file, out Recording recording, out string error)
    {
        recording = new Recording([], 1);
        error = "not a WAV file";
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8))
            return false;
        Format? format = null;
        for (ReadOnlySpan<byte> rest = file[12..]; rest.Length >= 8; )
        {
            ReadOnlySpan<byte> id = rest[..4];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            ReadOnlySpan<byte> chunk = rest.Slice(8, (int)Math.Min(length, rest.Length - 8));
            if (id.SequenceEqual("fmt "u8))
            {
                if (!TryReadFormat(chunk, out Format found, out error))
                    return false;
                format = found;
            }
            else if (id.SequenceEqual("data"u8))
            {
                if (format is { } known)
                    return TryReadSamples(chunk, in known, out recording, out error);
                error = "the WAV file's sound comes before its format";
                return false;
            }

            rest = rest[(int)Math.Min(8 + length + (length & 1), rest.Length)..];
        }

        error = format is null ? "the WAV file has no format" : "the WAV file has no sound";
        return false;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> chunk, out Format format, out string error)
    {
        format = default;
        error = "the WAV file's format is cut short";
        if (chunk.Length < ShortestFormat)
            return false;
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        format = new Format(
            tag,
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]),
            (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]), int.MaxValue),
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..])
        );
        if (tag == ExtensibleTag)
        {
            if (chunk.Length < ShortestExtensible)
                return false;
            // the first two bytes of the sub-format's identifier are the tag that it stands for
            format = format with
            {
                Tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubFormatAt..]),
            };
        }

        bool known = format.Tag switch
        {
            PcmTag => format.Bits is 8 or 16 or 24 or 32,
            FloatTag => format.Bits is 32 or 64,
            _ => false,
        };
        error =
            !known ? $"a WAV file of encoding {format.Tag} with {format.Bits} bits is not read (8 to 32 bits and floats are)"
            : format.Channels is < 1 or > MostChannels ? $"a WAV file of {format.Channels} channels is not read"
            : format.Rate is < (int)Recording.LowestRate or > (int)Recording.HighestRate
                ? $"a WAV file of {format.Rate} samples a second is not read"
            : format.FrameBytes != format.Channels * format.Bits / 8 ? "the WAV file's format contradicts itself"
            : "";
        return error.Length == 0;
    }

    private static bool TryReadSamples(ReadOnlySpan<byte> data, in Format format, out Recording recording, out string error)
    {
        recording = new Recording([], 1);
        int frames = data.Length / format.FrameBytes;
        error =
            frames == 0 ? "the WAV file has no sound"
            : frames > LongestSeconds * format.Rate ? FormattableString.Invariant($"longer than {LongestSeconds} s")
            : "";
        if (error.Length > 0)
            return false;
        var samples = new float[frames];
        int bytes = format.Bits / 8;
        for (int frame = 0; frame < frames; frame++)
        {
            double sum = 0;
            for (int channel = 0; channel < format.Channels; channel++)
            {
                ReadOnlySpan<byte> at = data.Slice((frame * format.FrameBytes) + (channel * bytes), bytes);
                sum += format.Tag == FloatTag ? ReadFloat(at) : ReadInteger(at);
            }

            double mean = sum / format.Channels;
            samples[frame] = double.IsFinite(mean) ? (float)Math.Clamp(mean, -Loudest, Loudest) : 0;
        }

        recording = new Recording(samples, format.Rate);
        return true;
    }

    private static double ReadFloat(ReadOnlySpan<byte> at) =>
        at.Length == 4 ? BinaryPrimitives.ReadSingleLittleEndian(at) : BinaryPrimitives.ReadDoubleLittleEndian(at);

    private static double ReadInteger(ReadOnlySpan<byte> at) =>
        at.Length switch
        {
            // 8 bits alone are unsigned
            1 => (at[0] - 128) / 128.0,
            2 => BinaryPrimitives.ReadInt16LittleEndian(at) / 32_768.0,
            3 => ((at[0] << 8) | (at[1] << 16) | (at[2] << 24)) / 2_147_483_648.0,
            _ => BinaryPrimitives.ReadInt32LittleEndian(at) / 2_147_483_648.0,
        };
}
