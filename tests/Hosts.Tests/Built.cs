namespace LakhNes.Hosts.Tests;

/// <summary>What <c>./build.sh build</c> made, and what the system has. A test of what is not there is skipped.</summary>
internal static class Built
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The VST3 bundle.</summary>
    public static string Vst3 => Need(Artifact("LakhNES.vst3"));

    /// <summary>The CLAP.</summary>
    public static string Clap => Need(Artifact("LakhNES.clap"));

    /// <summary>The command.</summary>
    public static string Command => Need(Artifact("lakhnes"));

    /// <summary>The program that plays without a host.</summary>
    public static string App => Need(Artifact("lakhnes-app"));

    /// <summary>The demo song.</summary>
    public static string DemoSong => Path.Combine(Root, "demo", "demo.mid");

    /// <summary>One of the hosts of tests/hosts.</summary>
    public static string Host(string name) => Need(Artifact(Path.Combine("hosts", "bin", name)));

    /// <summary>A program of the system's packages.</summary>
    /// <param name="paths">Where it may be, the last preferred; a * stands for a version.</param>
    public static string System(params string[] paths)
    {
        string? found = paths.SelectMany(Expand).LastOrDefault();
        return Need(found ?? paths[0]);
    }

    private static string Artifact(string name) => Path.Combine(Root, "artifacts", name);

    private static string Need(string path)
    {
        bool exists = Path.Exists(path);
        if (Environment.GetEnvironmentVariable("LAKHNES_REQUIRE_HOSTS") is "1" or "true")
            Assert.True(exists, $"{path} is missing, and LAKHNES_REQUIRE_HOSTS is set");
        Skip.IfNot(exists, $"{path} is missing: ./build.sh build makes it, ./build.sh setup installs what it needs");
        return path;
    }

    private static IEnumerable<string> Expand(string path)
    {
        int star = path.IndexOf('*');
        if (star < 0)
            return Path.Exists(path) ? [path] : [];
        int folder = path.LastIndexOf('/', star);
        int end = path.IndexOf('/', star) is var slash and >= 0 ? slash : path.Length;
        return Directory.Exists(path[..folder])
            ? Directory
                .GetFileSystemEntries(path[..folder], path[(folder + 1)..end])
                .Order()
                .Select(entry => entry + path[end..])
                .Where(Path.Exists)
            : [];
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("no LakhNes.Plugin.sln above " + AppContext.BaseDirectory);
    }
}
