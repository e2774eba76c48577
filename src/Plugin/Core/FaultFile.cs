using System.Globalization;
using System.Text;
using LakhNes.Score;

namespace LakhNes.Plugin.Core;

/// <summary>Faults as lines of text, and the bounded file that holds them.</summary>
internal static class FaultFile
{
    /// <summary>The file is no longer than this, in bytes; of a longer one the newer half stays.</summary>
    public const int MostBytes = 64 << 10;

    private const int MostCharacters = 400;

    /// <summary>The file in the user's own folder, neither of which need exist.</summary>
    public static string UserFile =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "LakhNES",
            "faults.log"
        );

    /// <summary>A fault on one line: when, which function of which version, what exception, and from where in the code.</summary>
    public static string Line(Exception fault, string type, string function) =>
        OneLine(
            $"{Now} {PluginIdentity.Version} {type}.{function}: {fault.GetType().Name}: {fault.Message} {FirstFrame(fault.StackTrace)}"
        );

    /// <summary>The line for faults of which only the number is known.</summary>
    public static string More(int count) => $"{Now} {PluginIdentity.Version} and {count} more";

    /// <summary>Adds lines to a file. Where it cannot be written they are left out: nobody is there to be told.</summary>
    /// <param name="path">The file; null: none.</param>
    /// <param name="lines">Without line ends.</param>
    public static void Append(string? path, IReadOnlyList<string> lines)
    {
        if (path is null || lines.Count == 0)
            return;
        byte[] added = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            long length = File.Exists(path) ? new FileInfo(path).Length : 0;
            if (length + added.Length <= MostBytes)
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.Write(added);
            }
            else
            {
                byte[] kept = [.. NewerHalf(path, length), .. added];
                WholeFile.Write(path, kept);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException) { }
    }

    // whole lines of the file's last bytes
    private static ReadOnlySpan<byte> NewerHalf(string path, long length)
    {
        using FileStream file = File.OpenRead(path);
        byte[] half = new byte[(int)Math.Min(length, MostBytes / 2)];
        file.Seek(length - half.Length, SeekOrigin.Begin);
        int read = file.ReadAtLeast(half, half.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = half.AsSpan(0, read);
        return bytes[(bytes.IndexOf((byte)'\n') + 1)..];
    }

    private static string Now => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // in the native plugin the library and an offset into it, which the symbol file resolves
    private static string FirstFrame(string? stack) => stack is null ? "" : stack.AsSpan().Trim().ToString().Split('\n')[0];

    private static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostCharacters ? line : line[..MostCharacters];
    }
}
