using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Score;

namespace LakhNes.Cli.FileSystem;

/// <summary>Songs as files that commands read and write.</summary>
internal static class SongFile
{
    /// <summary>
    /// Reads a song and tells what was passed over, and that an ordinary MIDI file was laid out for the console's voices.
    /// </summary>
    /// <exception cref="ScoreFormatException">It cannot be read.</exception>
    public static Song Open(CommandContext context, string path, SongReadOptions? options = null)
    {
        Song song = Song.Open(path, options);
        foreach (ReadError warning in song.Warnings)
            context.Warn(warning);
        if (song.IsAdapted)
            context.Error.WriteLine(
                $"lakhnes: {path}: ordinary MIDI, laid out for the console's voices ('lakhnes adapt' gives other ways to do that)"
            );
        return song;
    }

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
