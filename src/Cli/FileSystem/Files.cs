using LakhNes.Cli.Terminal;
using LakhNes.Score;

namespace LakhNes.Cli.FileSystem;

/// <summary>
/// Files as commands use them: errors name the file as the user did, no half-written file is left behind, no input is
/// overwritten.
/// </summary>
internal static class Files
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CommandException">It is not there or cannot be read.</exception>
    public static byte[] ReadAllBytes(string path) => Guard(path, () => File.ReadAllBytes(path));

    /// <summary>Writes a file so that its name never holds half of the content.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) =>
        Guard(
            path,
            () =>
            {
                WholeFile.Write(path, write);
                return true;
            }
        );

    /// <summary>Does something with a file or folder.</summary>
    /// <exception cref="CommandException">It cannot be read or written.</exception>
    public static void Guarded(string path, Action access) =>
        Guard(
            path,
            () =>
            {
                access();
                return true;
            }
        );

    /// <summary>Makes a folder where there is none.</summary>
    /// <exception cref="CommandException">It cannot be made.</exception>
    public static void CreateFolder(string path) => Guard(path, () => Directory.CreateDirectory(path));

    /// <summary>
    /// Refuses, before any work is done, files that cannot be written or that would destroy what the command reads.
    /// </summary>
    /// <param name="outputs">The files to write; null ones are not asked for.</param>
    /// <param name="inputs">The files that are read; of a folder all that stand in it.</param>
    /// <exception cref="CommandException">
    /// An output is an input (by any name), a folder, in no folder, or named twice.
    /// </exception>
    public static void CheckOutputs(IEnumerable<string?> outputs, params IEnumerable<string?> inputs)
    {
        string[] read =
        [
            .. inputs.OfType<string>().SelectMany(path => Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path]),
        ];
        var written = new HashSet<string>(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (string output in outputs.OfType<string>())
        {
            if (output.Length == 0)
                throw new CommandException("an empty name is no file to write");
            if (Directory.Exists(output))
                throw new CommandException(output, "is a folder");
            string full = Path.GetFullPath(output);
            if (!Directory.Exists(Path.GetDirectoryName(full)))
                throw new CommandException(output, "no such file or folder");
            if (!written.Add(full))
                throw new CommandException(output, "would be written twice");
            if (read.FirstOrDefault(input => FileIdentity.AreSame(input, output)) is { } same)
                throw new CommandException(
                    output,
                    same == output
                        ? "is what is read; choose another name"
                        : $"is the same file as {same}, which is read; choose another name"
                );
        }
    }

    /// <summary>Refuses a folder to write to in which files stand that are read.</summary>
    /// <param name="folder">Need not exist.</param>
    /// <param name="inputs">The files that are read.</param>
    /// <exception cref="CommandException">It is a file, or holds an input.</exception>
    public static void CheckOutputFolder(string folder, IEnumerable<string> inputs)
    {
        if (File.Exists(folder))
            throw new CommandException(folder, "is a file; a folder is to be written");
        var looked = new HashSet<string>();
        foreach (string input in inputs)
        {
            for (
                string? at = Path.GetDirectoryName(Path.GetFullPath(input));
                at != null && looked.Add(at);
                at = Path.GetDirectoryName(at)
            )
            {
                if (FileIdentity.AreSame(at, folder))
                    throw new CommandException(folder, $"holds {input}, which is read; choose another folder");
            }
        }
    }

    private static T Guard<T>(string path, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(path, "no such file or folder");
        }
        catch (NotSupportedException)
        {
            throw new CommandException(path, "is no file that can be written there and back");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(path, Directory.Exists(path) ? "is a folder" : "access denied");
        }
        catch (IOException failure)
        {
            // the system's text ends with the name of the temporary file
            int name = failure.Message.IndexOf(" : '", StringComparison.Ordinal);
            throw new CommandException(path, name < 0 ? failure.Message : failure.Message[..name]);
        }
    }
}
