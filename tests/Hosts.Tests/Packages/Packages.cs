namespace LakhNes.Hosts.Tests.Packages;

/// <summary>What <c>./build.sh package</c> made. Tests do not ask for it: where it is missing they are skipped.</summary>
internal static class Packages
{
    /// <summary>Where packages are.</summary>
    public static string Folder => Path.Combine(Built.Root, "artifacts", "package");

    /// <summary>Options of a host with which a phrase is answered.</summary>
    public static string[] Composing => ["--set", "Mode=Continue", "--set", "Run=On", "--seconds", "8"];

    /// <summary>The one package with this ending.</summary>
    public static string Ending(string ending)
    {
        string? found = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*" + ending).SingleOrDefault() : null;
        Skip.If(found is null, $"no {ending} in {Folder}: ./build.sh package makes it, where the machine can");
        return found!;
    }

    /// <summary>The names of a package's files that have a name, in order.</summary>
    public static string[] Named(this IEnumerable<string> paths, string name) =>
        [.. paths.Where(path => Path.GetFileName(path) == name).Order(StringComparer.Ordinal)];
}
