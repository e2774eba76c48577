namespace LakhNes.Study.Tests;

/// <summary>Pieces that tests make, in folders that are gone with them.</summary>
internal sealed class Pieces : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("lakhnes-study-").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Writes pieces of one figure that comes again, and returns their files.</summary>
    public string[] Write(string folder, int count, int times, params string[] figure)
    {
        Directory.CreateDirectory(this[folder]);
        string[] files = [.. Enumerable.Range(0, count).Select(i => Path.Combine(this[folder], $"{i}.txf.txt"))];
        foreach (string file in files)
            File.WriteAllText(file, string.Join('\n', Enumerable.Repeat(figure, times).SelectMany(lines => lines)));
        return files;
    }

    /// <summary>The samples of a WAV file of 16 bits, one channel.</summary>
    public static float[] Samples(string wav)
    {
        byte[] file = File.ReadAllBytes(wav);
        return [.. Enumerable.Range(22, (file.Length / 2) - 22).Select(i => BitConverter.ToInt16(file, 2 * i) / 32768f)];
    }
}
