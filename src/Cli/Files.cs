namespace LakhNes.Cli;

/// <summary>Files as commands use them: errors name the file as the user did, and no half-written file is left behind.</summary>
internal static class Files
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CommandException">It is not there or cannot be read.</exception>
    public static byte[] ReadAllBytes(string path) => Guard(path, () => File.ReadAllBytes(path));

    /// <summary>Writes a file through a temporary one beside it, so that the name never holds half of the content.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) => Guard(path, () =>
    {
        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (FileStream stream = File.Create(unfinished))
                write(stream);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return true;
    });

    /// <summary>Makes a folder where there is none.</summary>
    /// <exception cref="CommandException">It cannot be made.</exception>
    public static void CreateFolder(string path) => Guard(path, () => Directory.CreateDirectory(path));

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
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(path, Directory.Exists(path) ? "is a folder" : "access denied");
        }
        catch (IOException failure)
        {
            throw new CommandException(path, failure.Message);
        }
    }
}
