using LakhNes.Conversion;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;

namespace LakhNes.Cli.Generation;

/// <summary>Writes takes to files, by extension.</summary>
internal static class TakeFiles
{
    /// <summary>Writes takes, one after another in the song, to each file.</summary>
    /// <param name="engine">Sounds as a WAV file is to sound.</param>
    /// <param name="takes">The takes.</param>
    /// <param name="paths">The files.</param>
    public static void Write(ChipEngine engine, IReadOnlyList<Take> takes, IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            if (!SongFormats.TryOfPath(path, out SongFormat format))
                throw new CommandException(path, $"its extension is none of {SongFormats.ListExtensions(readable: false)}");
            if (takes.Count == 0) throw new CommandException(path, "nothing was composed, so there is no take to write");
            Take take = TakeScore.Join(takes);
            try
            {
                byte[] file = format == SongFormat.Wav ? engine.RenderTake(take) : TakeFile.Write(take, format);
                Files.Write(path, stream => stream.Write(file));
            }
            catch (SongException failure)
            {
                throw new CommandException(path, failure.Message);
            }
        }
    }
}
