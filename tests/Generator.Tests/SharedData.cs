namespace LakhNes.Generator.Tests;

/// <summary>
/// The folder of reference data that some machines have beside the repository (or where LAKHNES_SHARED points).
/// </summary>
internal static class SharedData
{
    /// <summary>A file or folder in it; the test is skipped where there is none.</summary>
    public static string Require(params string[] parts)
    {
        string? root = Environment.GetEnvironmentVariable("LAKHNES_SHARED");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "fixtures")))
                root = candidate;
        }

        string path = Path.Combine([root ?? "shared", .. parts]);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"{path} is not on this machine");
        return path;
    }
}
