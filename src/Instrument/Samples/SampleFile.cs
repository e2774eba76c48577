using LakhNes.Score;

namespace LakhNes.Instrument.Samples;

/// <summary>Files as samples: WAV files, which are encoded, and <c>.dmc</c> files, which hold the chip's deltas.</summary>
public static class SampleFile
{
    /// <summary>Ending of a recording's file, dot included.</summary>
    public const string WavExtension = ".wav";

    /// <summary>Ending of a file of deltas, dot included.</summary>
    public const string DmcExtension = ".dmc";

    /// <summary>Makes a sample of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">Its keys, whether it loops, and the rate; the name and the sound are filled in.</param>
    /// <param name="rate">The chip's rate; null: the highest at which it fits, or a file of deltas' usual one, 15.</param>
    /// <param name="normalises">As loud as the channel can be.</param>
    /// <param name="mostBytes">How long it may be.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="error">Why not, with the file's name, where the result is false.</param>
    public static bool TryRead(
        string path,
        OwnSample keys,
        int? rate,
        bool normalises,
        int mostBytes,
        out OwnSample sample,
        out string error
    )
    {
        sample = keys with { Name = NameOf(path) };
        byte[] file;
        try
        {
            file = FileBytes.Read(path);
        }
        catch (ScoreFormatException failure)
        {
            error = failure.Message;
            return false;
        }

        bool made;
        string reason;
        if (Ends(path, DmcExtension))
            made = TryTake(file, sample with { Rate = rate ?? SampleEncoder.Rates - 1 }, mostBytes, out sample, out reason);
        else
            made =
                WavReader.TryRead(file, out Recording sound, out reason)
                && TryEncode(sample with { Source = sound.Kept() }, rate, normalises, mostBytes, out sample, out reason);

        error = made ? "" : $"{path}: {reason}";
        return made;
    }

    /// <summary>Encodes a sample's source.</summary>
    /// <param name="like">Name, keys, whether it loops, and the source.</param>
    /// <param name="rate">The chip's rate; null: the highest at which it fits.</param>
    /// <param name="normalises">As loud as the channel can be.</param>
    /// <param name="mostBytes">How long it may be.</param>
    /// <param name="sample">The sample; <paramref name="like"/> where the result is false.</param>
    /// <param name="error">Why not, where the result is false.</param>
    /// <exception cref="ArgumentException">It has no source.</exception>
    public static bool TryEncode(
        OwnSample like,
        int? rate,
        bool normalises,
        int mostBytes,
        out OwnSample sample,
        out string error
    )
    {
        sample = like;
        Recording source = like.Source ?? throw new ArgumentException("there is no source to encode", nameof(like));
        int chosen = rate ?? SampleEncoder.HighestRate(source, like.Loops, mostBytes);
        bool encoded = SampleEncoder.TryEncode(
            source,
            chosen,
            like.Loops,
            normalises,
            mostBytes,
            out byte[] bytes,
            out int startLevel,
            out error
        );
        if (!encoded)
            return false;
        sample = like with { Rate = chosen, StartLevel = startLevel, IsNormalised = normalises, Bytes = bytes };
        return true;
    }

    // from the level at which all of it swings between the counter's ends, if there is one, or in their middle; falling on at the
    // end is rest at 0
    private static bool TryTake(byte[] bytes, OwnSample like, int mostBytes, out OwnSample sample, out string error)
    {
        sample = like;
        error = "";
        if (!OwnSample.IsLength(bytes.Length))
            error = "not a sample of the chip: one byte and a multiple of 16, at most 4081";
        else if (bytes.Length > mostBytes)
            error = $"has {bytes.Length} bytes; there is room for {mostBytes}";
        if (error.Length > 0)
            return false;
        int level = 0,
            lowest = 0,
            highest = 0;
        for (int bit = 0; bit < bytes.AsSpan().TrimEnd((byte)0).Length * 8; bit++)
        {
            level += (bytes[bit / 8] >> (bit % 8) & 1) != 0 ? 2 : -2;
            (lowest, highest) = (Math.Min(lowest, level), Math.Max(highest, level));
        }

        int middle = (127 - lowest - highest) / 2;
        sample = like with { StartLevel = Math.Clamp(highest - lowest <= 127 ? -lowest : middle, 0, 127), Bytes = bytes };
        return true;
    }

    private static string NameOf(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.AsSpan().LastIndexOfAny('/', '\\') + 1);
        int dot = name.LastIndexOf('.');
        if (dot > 0)
            name = name[..dot];
        return new string(name[..Math.Min(name.Length, OwnSample.LongestName)]);
    }

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
