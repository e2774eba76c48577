namespace LakhNes.Cli.Tests;

/// <summary>The folder of inputs from bug reports beside the repository; tests that need it skip where it is absent.</summary>
internal static class SharedReports
{
    /// <summary>The path of one input; skips the test where there is none.</summary>
    public static string Path(string name)
    {
        string? root = Environment.GetEnvironmentVariable("LAKHNES_SHARED") is { Length: > 0 } set ? set : Find();
        string? path = root == null ? null : System.IO.Path.Combine(root, "fixtures", "reports", name);
        Skip.IfNot(
            System.IO.Path.Exists(path),
            $"no shared/fixtures/reports/{name} beside the repository (or in LAKHNES_SHARED)"
        );
        return path!;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "fixtures")))
                return candidate;
        }

        return null;
    }
}
