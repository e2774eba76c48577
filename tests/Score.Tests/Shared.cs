namespace LakhNes.Score.Tests;

/// <summary>The folder of reference data beside the repository; tests that need it skip where it is absent.</summary>
internal static class Shared
{
    private static readonly string? Folder = Find();

    /// <summary>The path of a file or folder of the reference data; skips the test where there is none.</summary>
    public static string Path(params string[] parts)
    {
        string? path = Folder == null ? null : System.IO.Path.Combine([Folder, .. parts]);
        Skip.IfNot(
            System.IO.Path.Exists(path),
            $"no shared/{string.Join('/', parts)} beside the repository (or in LAKHNES_SHARED)"
        );
        return path!;
    }

    /// <summary>The songs of shared/fixtures/score, without extensions.</summary>
    public static IEnumerable<string> Songs() =>
        Directory.GetFiles(Path("fixtures", "score"), "*.vgm").Order().Select(f => f[..^4]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LAKHNES_SHARED") is { Length: > 0 } set)
            return set;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "fixtures")))
                return candidate;
        }
        return null;
    }
}
