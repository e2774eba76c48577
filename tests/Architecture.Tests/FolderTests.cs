using System.Text.RegularExpressions;

namespace LakhNes.Architecture.Tests;

/// <summary>Arrows point one way: no folder of a project uses one that uses it.</summary>
public class FolderTests
{
    public static TheoryData<string> Projects =>
        [
            .. Directory
                .GetDirectories(Path.Combine(Repository.Root, "src"))
                .Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0)
                .Select(folder => Path.GetFileName(folder)),
        ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void NoFolderIsPartOfACycle(string project)
    {
        string folder = Path.Combine(Repository.Root, "src", project);
        var graph = new SourceGraph(
            Directory
                .GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)))
        );
        string[][] knots = graph.Knots();
        Assert.Empty(knots.Select(knot => string.Join(" <-> ", knot)));
    }

    /// <summary>The formatter breaks code, but no comments; a line may be wider where it is a text alone.</summary>
    [Fact]
    public void LinesAreAtMost130Wide()
    {
        const int width = 130;
        string root = Repository.Root;
        string[] folders = ["src", "tests", "benchmarks"];
        string[] wide =
        [
            .. folders
                .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                .SelectMany(file => File.ReadLines(file).Select((line, i) => (Place: $"{file}:{i + 1}", Line: line)))
                .Where(line => line.Line.Length > width && (!line.Line.Contains('"') || line.Line.TrimStart().StartsWith("//")))
                .Select(line => line.Place),
        ];
        Assert.Empty(wide);
    }

    /// <summary>
    /// What NativeAOT compiles never takes such a way (docs/decisions/0007): it would be tested and measured, and not shipped.
    /// lakhnes-torch is compiled as it runs.
    /// </summary>
    [Fact]
    public void NoCodeThatIsShippedCompiledAsksForMoreThanTheBaseline()
    {
        string root = Path.Combine(Repository.Root, "src");
        string[] places =
        [
            .. Directory
                .GetFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(Path.Combine(root, "Training.Torch"), StringComparison.Ordinal))
                .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\b(Avx\w*|Fma|Bmi[12]|Vector(256|512))\b")),
        ];
        Assert.Empty(places);
    }

    [Fact]
    public void ACycleIsFoundHoweverLongAndAMereWordIsNoUseOfAType()
    {
        (string, string)[] oneWay =
        [
            ("A/One.cs", "using P.B;\nnamespace P.A;\npublic class One { Two two; }"),
            ("B/Two.cs", "using P.C;\nnamespace P.B;\npublic sealed class Two { Three three; }"),
            ("C/Three.cs", "using P.A;\nnamespace P.C;\n// One\npublic class Three { int Get => value.One; }"),
        ];
        Assert.Empty(new SourceGraph(oneWay).Knots());
        (string, string)[] cycle =
        [
            .. oneWay[..2],
            ("C/Three.cs", "using P.A;\nnamespace P.C;\npublic record struct Three(One One);"),
        ];
        Assert.Equal(
            [
                ["A", "B", "C"],
            ],
            new SourceGraph(cycle).Knots()
        );
        Assert.Equal(
            [
                [".", "A"],
            ],
            new SourceGraph([
                ("Zero.cs", "using P.A;\nnamespace P;\ninternal class Zero { One one; }"),
                ("A/One.cs", "namespace P.A;\npublic class One { Zero zero; }"),
            ]).Knots()
        );
    }
}
