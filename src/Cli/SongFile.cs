using LakhNes.Conversion;

namespace LakhNes.Cli;

/// <summary>Songs as files that a command writes.</summary>
internal static class SongFile
{
    /// <summary>Writes a song.</summary>
    /// <exception cref="CommandException">The format cannot hold it, or the file cannot be written.</exception>
    public static void Write(string path, SongFormat format, Song song, SongWriteOptions? options = null)
    {
        byte[] bytes;
        try
        {
            bytes = song.ToBytes(format, options);
        }
        catch (SongException failure)
        {
            throw new CommandException(path, failure.Message);
        }

        Files.Write(path, stream => stream.Write(bytes));
    }
}
