using LakhNes.Score;
using LakhNes.Score.NesMdb;

namespace LakhNes.Corpus.Adaptation;

/// <summary>Adapts many MIDI files, those of folders and their folders among them.</summary>
public static class FolderAdaptation
{
    private static readonly string[] Extensions = [".mid", ".midi", ".rmi", ".kar"];

    /// <summary>
    /// Adapts the files in parallel and writes <c>name_000.mid</c>, <c>name_001.mid</c> and so on, in NES-MDB's dialect, to the
    /// same places below the output folder. What is written depends on the files and the options alone.
    /// </summary>
    /// <param name="paths">
    /// MIDI files, and folders that hold .mid, .midi, .rmi or .kar files, case aside, in folders or not.
    /// </param>
    /// <param name="outputFolder">Is made; files of the same names are replaced.</param>
    /// <param name="options">The rules and the seed.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <exception cref="ScoreFormatException">There is no such folder, or no MIDI file in it.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The output may not be written.</exception>
    public static AdaptationSummary Adapt(
        IEnumerable<string> paths,
        string outputFolder,
        AdaptationOptions options,
        IProgress<double>? progress = null
    )
    {
        (string Path, string Name)[] files = [.. WithNames(paths)];
        FileResult[] results = new FileResult[files.Length];
        Directory.CreateDirectory(outputFolder);
        ParallelWork.For(
            files.Length,
            Environment.ProcessorCount,
            i => results[i] = AdaptFile(files[i].Path, Path.Combine(outputFolder, files[i].Name), options),
            progress
        );
        return new AdaptationSummary(
            files.Length,
            results.Count(r => r.Pieces > 0),
            results.Sum(r => (long)r.Pieces),
            results.Sum(r => r.Seconds),
            results.Where(r => r.File.Skipped != null).CountBy(r => r.File.Skipped!.Value).OrderBy(p => p.Key).ToDictionary(),
            results.SelectMany(r => r.File.Parts).CountBy(p => p).OrderBy(p => p.Key).ToDictionary(),
            [.. results.Where(r => r.File.Error != null).Select(r => r.File.Error!.Value)]
        );
    }

    /// <summary>
    /// The .mid, .midi, .rmi and .kar files of a folder and its folders, case aside, in the order of their paths.
    /// </summary>
    /// <exception cref="ScoreFormatException">There is no such folder, or no MIDI file in it.</exception>
    public static string[] MidiFiles(string folder)
    {
        if (!Directory.Exists(folder))
            throw ScoreFormatException.Of(folder, "no such file or folder");
        EnumerationOptions everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
        string[] files =
        [
            .. Directory
                .EnumerateFiles(folder, "*", everywhere)
                .Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()))
                .Order(StringComparer.Ordinal),
        ];
        return files.Length > 0 ? files : throw ScoreFormatException.Of(folder, "no MIDI file in it");
    }

    private static FileResult AdaptFile(string path, string output, AdaptationOptions options)
    {
        AdaptedFile file = MidiAdaptation.Adapt(path, options);
        if (file.Pieces.Length > 0)
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        for (int i = 0; i < file.Pieces.Length; i++)
            WholeFile.Write(FormattableString.Invariant($"{output}_{i:000}.mid"), NesMidi.WriteNesMdb(file.Pieces[i]).ToBytes());
        // the music itself is written and need not stay in memory
        return new FileResult(file with { Pieces = [] }, file.Pieces.Length, file.Pieces.Sum(p => p.Seconds));
    }

    /// <summary>
    /// Each file's place below its folder without its extension, of a file that was named its name; where two differ in nothing
    /// else, the later one gets a mark.
    /// </summary>
    private static IEnumerable<(string Path, string Name)> WithNames(IEnumerable<string> paths)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in paths)
        {
            bool isFile = File.Exists(path);
            foreach (string file in isFile ? [path] : MidiFiles(path))
            {
                string name = Path.ChangeExtension(isFile ? Path.GetFileName(file) : Path.GetRelativePath(path, file), null);
                while (!taken.Add(name))
                    name += "+";
                yield return (file, name);
            }
        }
    }

    private readonly record struct FileResult(AdaptedFile File, int Pieces, double Seconds);
}
