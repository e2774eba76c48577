namespace LakhNes.Score;

/// <summary>Reads whole files and turns what the operating system refuses into <see cref="ScoreFormatException"/>.</summary>
public static class FileBytes
{
    /// <summary>Larger files are refused: no score, register log or NSF comes near it.</summary>
    public const long MaxLength = 256L << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScoreFormatException">It is missing, too large, or the system refuses it.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxLength)
                throw ScoreFormatException.Of(path, $"larger than {MaxLength >> 20} MiB");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ScoreFormatException.Of(
                path,
                e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message,
                e
            );
        }
    }
}
