using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LakhNes.Score;
using LakhNes.Study.Answers;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Storage;

/// <summary>
/// A study on disk: <c>clips/</c> (sounds under anonymous names), <c>pairs.json</c> (what listeners compare) and <c>answers/</c>
/// (a file each listener). What the clips are stands apart, in the key (<see cref="KeyOf"/>).
/// </summary>
/// <param name="Path">The folder.</param>
public sealed record StudyFolder(string Path)
{
    /// <summary>The clips' folder.</summary>
    public string Clips => System.IO.Path.Combine(Path, "clips");

    /// <summary>The file of pairs.</summary>
    public string Pairs => System.IO.Path.Combine(Path, "pairs.json");

    /// <summary>The answers' folder.</summary>
    public string Answers => System.IO.Path.Combine(Path, "answers");

    /// <summary>
    /// Where the key stands unless it is told otherwise: beside the folder, so that this can be given away alone.
    /// </summary>
    /// <param name="folder">The study.</param>
    public static string KeyOf(string folder) =>
        System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)) + ".key.json";

    /// <summary>The file of a clip.</summary>
    /// <param name="clip">Its anonymous name.</param>
    public string ClipFile(string clip) => System.IO.Path.Combine(Clips, clip + ClipSet.Extension);

    /// <summary>Writes the folder with its clips, and the key; of neither is anything there if it fails.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="key">The key's file.</param>
    /// <exception cref="IOException">There is something already, or it cannot be written.</exception>
    public void Create(ClipSet clips, string key)
    {
        if (File.Exists(Path) || (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any()))
            throw new IOException($"{Path}: is there already; choose another folder");
        string unfinished = $"{System.IO.Path.TrimEndingDirectorySeparator(Path)}.{Environment.ProcessId}.tmp";
        try
        {
            var folder = new StudyFolder(unfinished);
            Directory.CreateDirectory(folder.Clips);
            clips.Write(folder.Clips);
            Write(key, clips.Key.ToArray(), StudyJson.Default.KeyEntryArray);
            if (Directory.Exists(Path))
                Directory.Delete(Path);
            Directory.Move(unfinished, Path);
        }
        catch
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="ScoreFormatException">It is missing or holds something else.</exception>
    public static KeyEntry[] ReadKey(string path)
    {
        KeyEntry[] key = Read(path, StudyJson.Default.KeyEntryArray);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (KeyEntry entry in key)
        {
            if (!names.Add(entry.Clip))
                throw ScoreFormatException.Of(path, $"names the clip {entry.Clip} twice");
            if (!Enum.IsDefined(entry.Role))
                throw ScoreFormatException.Of(path, $"says of the clip {entry.Clip} no role that there is");
        }
        return key;
    }

    /// <summary>Writes what listeners compare.</summary>
    public void WritePlan(StudyPlan plan) => Write(Pairs, plan, StudyJson.Default.StudyPlan);

    /// <summary>Reads what listeners compare.</summary>
    /// <exception cref="ScoreFormatException">It is missing, holds something else, or a clip of it is not there.</exception>
    public StudyPlan ReadPlan()
    {
        StudyPlan plan = Read(Pairs, StudyJson.Default.StudyPlan);
        if (plan.Sheets.IsDefaultOrEmpty || plan.Sheets.Any(sheet => sheet.Pairs.IsDefaultOrEmpty))
            throw ScoreFormatException.Of(Pairs, "has a sheet without pairs, or no sheet");
        foreach (
            string clip in plan.Sheets.SelectMany(sheet => sheet.Pairs).SelectMany(pair => new[] { pair.A, pair.B }).Distinct()
        )
        {
            // such a name leads out of no folder
            if (clip.Length == 0 || !clip.All(char.IsAsciiLetterOrDigit))
                throw ScoreFormatException.Of(Pairs, $"'{clip}' is no clip's name");
            if (!File.Exists(ClipFile(clip)))
                throw ScoreFormatException.Of(ClipFile(clip), "no such file");
        }
        return plan;
    }

    /// <summary>Reads the answers of all listeners, in the order of their files' names.</summary>
    /// <exception cref="ScoreFormatException">One holds something else, or does not fit the plan.</exception>
    public ListenerAnswers[] ReadAnswers(StudyPlan plan) =>
        Directory.Exists(Answers)
            ?
            [
                .. Directory
                    .EnumerateFiles(Answers, "*.json")
                    .Order(StringComparer.Ordinal)
                    .Select(file => ReadAnswers(file, plan)),
            ]
            : [];

    internal static ListenerAnswers ReadAnswers(string file, StudyPlan plan)
    {
        ListenerAnswers answers = Read(file, StudyJson.Default.ListenerAnswers);
        return answers.Fault(plan) is { } fault ? throw ScoreFormatException.Of(file, fault) : answers;
    }

    internal static void Write<T>(string path, T content, JsonTypeInfo<T> type) =>
        WholeFile.Write(path, stream => JsonSerializer.Serialize(stream, content, type));

    private static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(FileBytes.Read(path), type) ?? throw ScoreFormatException.Of(path, "is empty");
        }
        catch (JsonException failure)
        {
            throw ScoreFormatException.Of(
                path,
                failure.LineNumber is { } line ? $"line {line + 1}: not what is stored there" : "not what is stored there",
                failure
            );
        }
    }
}
