namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>The folder of reference data beside the repository; tests that need it skip where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The path of a folder of the reference data; skips the test where there is none.</summary>
    public static string Folder(params string[] parts)
    {
        string? path = Find() is { } root ? Path.Combine([root, .. parts]) : null;
        Skip.IfNot(Directory.Exists(path), $"no shared/{string.Join('/', parts)} beside the repository (or in LAKHNES_SHARED)");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("LAKHNES_SHARED") is { Length: > 0 } set)
            return set;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "fixtures")))
                return candidate;
        }
        return null;
    }
}
