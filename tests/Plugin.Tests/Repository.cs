namespace LakhNes.Plugin.Tests;

/// <summary>Files of the checkout that the tests run in.</summary>
public static class Repository
{
    /// <summary>Full path of a file of the repository.</summary>
    public static string File(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "LakhNes.Plugin.sln")))
                return Path.Combine(folder.FullName, path);
        }

        throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
