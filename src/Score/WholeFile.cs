using System.Collections.Concurrent;

namespace LakhNes.Score;

/// <summary>
/// Writes files that are there whole or not at all: through a temporary file beside them that takes their name at the end.
/// </summary>
public static class WholeFile
{
    private static readonly ConcurrentDictionary<string, bool> Unfinished = [];
    private static int _count;

    /// <summary>Writes a file; where a link has the name, the file that it leads to. A device is written to as it is.</summary>
    /// <param name="path">The file; one of that name is replaced when all is written.</param>
    /// <param name="write">Writes the content to a seekable stream.</param>
    /// <exception cref="IOException">It cannot be written: nothing of it is left, and what had the name before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target =
            new FileInfo(path).LinkTarget == null
                ? path
                : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (IsDevice(path) || IsDevice(target))
        {
            using FileStream device = new(path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }
        if (Directory.Exists(target))
            throw new UnauthorizedAccessException($"'{target}' is a folder");
        string unfinished = $"{target}.{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.tmp";
        try
        {
            Unfinished[unfinished] = true;
            // Windows lets a file be deleted while it is open only where its opener allowed it
            using (FileStream stream = new(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.Delete))
                write(stream);
            File.Move(unfinished, target, overwrite: true);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }
        finally
        {
            Unfinished.TryRemove(unfinished, out _);
        }
    }

    /// <summary>Writes a file of bytes.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, ReadOnlyMemory<byte> content) => Write(path, stream => stream.Write(content.Span));

    /// <summary>Deletes what other threads are writing now: for a process that is about to end.</summary>
    public static void DeleteUnfinished()
    {
        foreach (string file in Unfinished.Keys)
            Delete(file);
    }

    // another file must not take a device's name
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && Path.GetFullPath(path) is { } full
        && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal));

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the folder is gone or may no longer be changed: there is nothing left to do, and the first failure is the one to
            // tell
        }
    }
}
