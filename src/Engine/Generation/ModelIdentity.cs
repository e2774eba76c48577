using System.IO.Hashing;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Which model a project was saved with: told by its content, so that it is found again wherever its file lies by then.
/// </summary>
/// <param name="Path">Where its file was.</param>
/// <param name="Hash">
/// XXH64 of the file in 16 hexadecimal digits; empty: it could not be read, and whatever lies there is it.
/// </param>
internal sealed record ModelIdentity(string Path, string Hash)
{
    /// <summary>The file's name, with either system's separators.</summary>
    public string FileName => Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>The file's name without its extension, as views and takes name the model.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(FileName);

    /// <summary>The identity of a file.</summary>
    public static ModelIdentity Of(string path) => new(path, TryHash(path) is { } hash ? Text(hash) : "");

    /// <summary>XXH64 of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ulong HashOf(string path)
    {
        var hash = new XxHash64();
        using FileStream file = File.OpenRead(path);
        hash.Append(file);
        return hash.GetCurrentHashAsUInt64();
    }

    /// <summary>Finds the file.</summary>
    /// <param name="places">Files that may be it, likeliest first.</param>
    /// <returns>The first that has the content; null: none.</returns>
    public string? Find(params ReadOnlySpan<string> places)
    {
        foreach (string place in places)
        {
            if (File.Exists(place) && (Hash.Length == 0 || (TryHash(place) is { } hash && Text(hash) == Hash)))
                return place;
        }

        return null;
    }

    private static string Text(ulong hash) => hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private static ulong? TryHash(string path)
    {
        try
        {
            return HashOf(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
