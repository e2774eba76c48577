namespace LakhNes.Hosts.Tests;

/// <summary>A folder for one test's files, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lakhnes-hosts-");

    /// <summary>The folder's path.</summary>
    public string Path => _folder.FullName;

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => global::System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a text file into it and returns its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
