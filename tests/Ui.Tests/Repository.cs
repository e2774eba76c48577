namespace LakhNes.Ui.Tests;

/// <summary>Files of the source tree.</summary>
internal static class Repository
{
    public static string Path(string relative)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "LakhNes.Plugin.sln")))
            folder = System.IO.Path.GetDirectoryName(folder)!;
        return System.IO.Path.Combine(folder, relative);
    }
}
