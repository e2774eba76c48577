using System.Text.RegularExpressions;

namespace LakhNes.Architecture.Tests;

/// <summary>What documents point at is there: files, pictures, places in a page.</summary>
public partial class DocumentTests
{
    private static readonly string Manual = Path.Combine(Repository.Root, "docs", "manual");

    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Repository.Root, "*.md").Concat(Below("docs")).Concat(Below("models")).Select(Name)];

    public static TheoryData<string> ManualPages => [.. Directory.GetFiles(Manual, "*.md").Select(Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void NoLinkIsDead(string document) => Assert.Empty(DeadLinks(Path.Combine(Repository.Root, document)));

    /// <summary>A package holds the manual's pages and their pictures, and nothing else that a page could point at.</summary>
    [Theory]
    [MemberData(nameof(ManualPages))]
    public void TheManualStandsAlone(string page)
    {
        string path = Path.Combine(Repository.Root, page);
        Assert.StartsWith("# ", File.ReadAllText(path));
        foreach ((bool isPicture, string target) in Links(path).Where(link => !IsElsewhere(link.Target)))
        {
            string file = Path.GetFullPath(Path.Combine(Manual, target.Split('#')[0]));
            if (isPicture)
                Assert.StartsWith(Path.Combine(Repository.Root, "docs", "images"), file);
            else
                Assert.True(target[0] == '#' || Path.GetDirectoryName(file) == Manual, target);
        }
    }

    [Fact]
    public void EveryPageOfTheManualIsInItsContents()
    {
        IEnumerable<string> listed = Links(Path.Combine(Manual, "README.md"))
            .Where(link => !link.IsPicture)
            .Select(link => link.Target)
            .Append("README.md");
        Assert.Equal(
            Directory.GetFiles(Manual, "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal)
        );
    }

    /// <summary>
    /// Whoever comes to the folder docs on a web server finds what a click promises: a page, a picture or a sound in that folder,
    /// and the place in the page. Nobody else is asked for anything, and no document leads a browser to its source.
    /// </summary>
    [Fact]
    public void EveryLinkOfTheSiteLeadsToAPage()
    {
        string root = Path.Combine(Repository.Root, "docs");
        Assert.True(File.Exists(Path.Combine(root, ".nojekyll")), "GitHub would build pages of its own");
        var seen = new HashSet<string>();
        var ahead = new Queue<string>([Path.Combine(root, "index.html")]);
        while (ahead.TryDequeue(out string? file))
        {
            if (!seen.Add(file))
                continue;
            string page = File.ReadAllText(file);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            foreach (Match match in Attribute().Matches(page))
            {
                (string attribute, string target) = (match.Groups[1].Value, match.Groups[2].Value);
                Assert.True(attribute == "href" || !IsElsewhere(target), $"{file}: {target}");
                if (IsElsewhere(target))
                    continue;
                string[] parts = target.Split('#');
                string to = parts[0].Length > 0 ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0])) : file;
                Assert.True(
                    File.Exists(to) && to.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal),
                    $"{file}: {target}"
                );
                Assert.Contains(Path.GetExtension(to), (string[])[".html", ".css", ".png", ".mp3"]);
                string place = parts.Length > 1 ? $"id=\"{parts[1]}\"" : "";
                if (Path.GetExtension(to) == ".html")
                {
                    Assert.True(File.ReadAllText(to).Contains(place, StringComparison.Ordinal), $"{file}: {target}");
                    ahead.Enqueue(to);
                }
                else if (Path.GetExtension(to) == ".css")
                    Assert.DoesNotContain("url(", File.ReadAllText(to), StringComparison.Ordinal);
            }
        }

        Assert.Equal(
            Directory.GetFiles(root, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            seen.Order(StringComparer.Ordinal)
        );
        Assert.InRange(seen.Count, Directory.GetFiles(Manual, "*.md").Length + 2, 1_000);
    }

    [Fact]
    public void ADeadLinkIsFound()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string page = Path.Combine(folder.FullName, "page.md");
            File.WriteAllText(
                page,
                "# A `page`, or two\n## More (and more)\n[a](page.md) [b](#a-page-or-two) [c](page.md#more-and-more) [d](https://e.f)\n"
                    + "![g](none.png) [h](page.md#none) `[i](code.md)` [j](none.md)\n```\n[k](block.md)\n# no heading\n```\n[l](#no-heading)\n"
            );
            Assert.Equal(["none.png", "page.md#none", "none.md", "#no-heading"], DeadLinks(page));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories);

    private static string Name(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static string[] DeadLinks(string document) =>
        [.. Links(document).Select(link => link.Target).Where(target => !IsElsewhere(target) && !IsThere(document, target))];

    private static bool IsElsewhere(string target) => target.Contains("://", StringComparison.Ordinal);

    private static bool IsThere(string document, string target)
    {
        string[] parts = target.Split('#');
        string path = parts[0].Length > 0 ? Path.Combine(Path.GetDirectoryName(document)!, parts[0]) : document;
        if (parts.Length == 1)
            return File.Exists(path) || Directory.Exists(path);
        return File.Exists(path) && Headings().Matches(Prose(path)).Any(heading => Anchor(heading.Groups[1].Value) == parts[1]);
    }

    private static IEnumerable<(bool IsPicture, string Target)> Links(string document) =>
        Link().Matches(Code().Replace(Prose(document), "")).Select(link => (link.Groups[1].Length > 0, link.Groups[2].Value));

    private static string Prose(string document) => CodeBlock().Replace(File.ReadAllText(document).ReplaceLineEndings("\n"), "");

    // as GitHub names headings
    private static string Anchor(string heading) => NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(!?)\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("\\b(href|src|srcset)=\"([^\"]+)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
