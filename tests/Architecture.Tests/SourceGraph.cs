using System.Text.RegularExpressions;

namespace LakhNes.Architecture.Tests;

/// <summary>
/// The folders of a project and which of them name types of which: a file names a folder's type where it sees the folder's
/// namespace (by
/// <c>using</c>, or because it stands below it) and the type's name occurs in its code.
/// </summary>
public sealed partial class SourceGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);

    /// <summary>Reads all files of a project.</summary>
    /// <param name="sources">Path below the project's folder ('/' between folders) and text of each file.</param>
    /// <param name="globalUsings">Namespaces that every file sees.</param>
    public SourceGraph(IEnumerable<(string Path, string Text)> sources, params string[] globalUsings)
    {
        (string Folder, string Namespace, string Code)[] files =
        [
            .. sources.Select(file => (FolderOf(file.Path), Namespace().Match(file.Text).Groups[1].Value, CodeOf(file.Text))),
        ];
        var declared = files
            .SelectMany(file =>
                Declaration().Matches(file.Code).Select(match => (Type: match.Groups[1].Value, file.Folder, file.Namespace))
            )
            .Distinct()
            .ToLookup(type => type.Type);
        foreach ((string folder, string ownNamespace, string code) in files)
        {
            SortedSet<string> targets = Targets(folder);
            HashSet<string> usings = [.. Using().Matches(code).Select(match => match.Groups[1].Value), .. globalUsings];
            foreach (string word in Word().Matches(code).Select(match => match.Value).Distinct())
            {
                foreach ((_, string target, string targetNamespace) in declared[word])
                {
                    bool sees =
                        usings.Contains(targetNamespace)
                        || ownNamespace.StartsWith(targetNamespace + ".", StringComparison.Ordinal);
                    if (sees && target != folder)
                        targets.Add(target);
                }
            }
        }
    }

    /// <summary>Groups of folders that reach each other; empty where arrows point one way.</summary>
    public string[][] Knots()
    {
        Dictionary<string, HashSet<string>> reached = _edges.Keys.ToDictionary(folder => folder, Reach);
        return
        [
            .. _edges
                .Keys.Where(folder => reached[folder].Contains(folder))
                .GroupBy(folder =>
                    string.Join(
                        ' ',
                        reached[folder].Where(other => reached[other].Contains(folder)).Order(StringComparer.Ordinal)
                    )
                )
                .Select(group => group.ToArray()),
        ];
    }

    private SortedSet<string> Targets(string folder)
    {
        if (!_edges.TryGetValue(folder, out SortedSet<string>? targets))
            _edges[folder] = targets = new SortedSet<string>(StringComparer.Ordinal);
        return targets;
    }

    private HashSet<string> Reach(string folder)
    {
        HashSet<string> reached = [];
        var left = new Stack<string>(_edges[folder]);
        while (left.TryPop(out string? next))
        {
            if (!reached.Add(next) || !_edges.TryGetValue(next, out SortedSet<string>? targets))
                continue;
            foreach (string target in targets)
                left.Push(target);
        }

        return reached;
    }

    private static string FolderOf(string path) => path.Contains('/') ? path[..path.LastIndexOf('/')] : ".";

    private static string CodeOf(string text) => Comment().Replace(Text().Replace(text, "\"\""), "");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(
        @"^(?:public|internal) (?:[a-z]+ )*(?:class|struct|record|enum|interface|delegate [\w.<>]+) (?:struct |class )?(\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();

    // what follows a dot after a name in lower case is a member of a value, not a type
    [GeneratedRegex(@"(?<!\b[a-z_]\w*[!?]?\.)\b[A-Z]\w*\b")]
    private static partial Regex Word();
}
