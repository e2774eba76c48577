using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;

namespace LakhNes.Cli.FileSystem;

/// <summary>Songs named on a command line: files, and folders with everything below them.</summary>
internal static class SongFolder
{
    /// <summary>
    /// The files in the order of their names. Of a folder's files that differ in their format only, as <c>generate</c> writes
    /// them, the one that documentation lists first is taken.
    /// </summary>
    /// <exception cref="CommandException">A path is missing, or a folder holds no songs.</exception>
    public static string[] Files(IEnumerable<string> paths) => [.. paths.SelectMany(Below)];

    private static string[] Below(string path)
    {
        if (!Directory.Exists(path))
            return File.Exists(path) ? [path] : throw new CommandException(path, "no such file or folder");
        string[] files =
        [
            .. Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Select(file =>
                    (File: file, Known: SongFormats.TryOfPath(file, out SongFormat format) && format.CanRead(), Format: format)
                )
                .Where(song => song.Known && !IsAnyText(song.File))
                .GroupBy(
                    song => Path.Combine(Path.GetDirectoryName(song.File)!, SongFormats.TitleOf(song.File)),
                    StringComparer.Ordinal
                )
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => same.MinBy(song => song.Format).File),
        ];
        return files.Length > 0
            ? files
            : throw new CommandException(path, $"holds no songs ({SongFormats.ListExtensions(readable: true)})");
    }

    // a text of no known kind is a tracker's only where it is named
    private static bool IsAnyText(string file) =>
        file.EndsWith(SongFormats.PlainText, StringComparison.OrdinalIgnoreCase) && !SongFormats.TryOfOutput(file, out _);
}
