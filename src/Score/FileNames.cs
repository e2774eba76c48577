namespace LakhNes.Score;

/// <summary>Names of files that every system takes.</summary>
public static class FileNames
{
    // what one system or another does not take in a file's name
    private const string Unusable = "<>:\"/\\|?*";

    /// <summary>Whether a file can be called so, without its extension, on every system.</summary>
    /// <param name="name">The name.</param>
    public static bool IsUsable(string name) =>
        name.Length is > 0 and <= 128 && name.Trim() == name && name[0] != '.' && name[^1] != '.' && !name.Any(IsUnusable);

    /// <summary>A text as a part of a file's name: what some system does not take becomes an underline.</summary>
    /// <param name="text">Any text.</param>
    public static string Usable(string text) => string.Concat(text.Select(c => IsUnusable(c) ? '_' : c));

    private static bool IsUnusable(char c) => char.IsControl(c) || Unusable.Contains(c);
}
