using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Takes;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.Trackers;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;

namespace LakhNes.Cli.Generation;

/// <summary>Writes takes to files, by extension.</summary>
internal static class TakeFiles
{
    /// <summary>What a command says that has no take to write.</summary>
    public const string Nothing = "nothing was composed, so there is no take to write";

    /// <summary>Tells the formats of files before any work is done for them.</summary>
    /// <exception cref="CommandException">One has another extension.</exception>
    public static (string Path, SongFormat Format)[] Check(IEnumerable<string> paths) =>
        [
            .. paths.Select(path =>
                SongFormats.TryOfOutput(path, out SongFormat format)
                    ? (path, format)
                    : throw new CommandException(path, $"its extension is none of {SongFormats.ListExtensions(readable: false)}")
            ),
        ];

    /// <summary>Writes takes, one after another in the song, to each file.</summary>
    /// <param name="engine">Sounds as a WAV file is to sound.</param>
    /// <param name="takes">The takes, at least one.</param>
    /// <param name="files">What <see cref="Check"/> gave.</param>
    /// <param name="played">With what was played.</param>
    public static void Write(ChipEngine engine, IReadOnlyList<Take> takes, (string Path, SongFormat Format)[] files, bool played)
    {
        Take take = TakeScore.Join(takes);
        SongWriteOptions options = new() { Band = TrackerChoice.BandOf(engine, take) };
        foreach ((string path, SongFormat format) in files)
        {
            try
            {
                byte[] file =
                    format == SongFormat.Wav
                        ? TakeFile.WriteWav(engine, take, played)
                        : TakeFile.Write(take, format, played, options);
                Files.Write(path, stream => stream.Write(file));
            }
            catch (SongException failure)
            {
                throw new CommandException(path, failure.Message);
            }
        }
    }
}
