using LakhNes.Score;

namespace LakhNes.Instrument.Presets;

/// <summary>The user's own preset files: in one folder, which hosts that look for presets are told of too.</summary>
public static class UserPresets
{
    /// <summary>The folder, which need not exist.</summary>
    public static string Folder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "LakhNES", "Presets");

    /// <summary>Its files, by name; none where there is no such folder.</summary>
    public static string[] Files()
    {
        try
        {
            return Directory.Exists(Folder)
                ? [.. Directory.GetFiles(Folder, "*" + PresetFile.Extension).Order(StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Makes the folder where it can be made.</summary>
    public static void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // another folder can be chosen
        }
    }

    /// <summary>Reads a file, bounded in size.</summary>
    /// <param name="path">Which.</param>
    /// <param name="file">Its bytes; empty where the result is false.</param>
    /// <param name="error">Why not, with the file's name.</param>
    public static bool TryRead(string path, out byte[] file, out string error)
    {
        file = [];
        error = $"{path}: longer than a preset can be";
        try
        {
            if (new FileInfo(path).Length > PresetFile.MaxLength) return false;
            file = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"{path}: {failure.Message}";
            return false;
        }
    }

    /// <summary>Writes a file.</summary>
    /// <returns>False, with the reason, where it cannot be written.</returns>
    public static bool TryWrite(string path, byte[] file, out string error)
    {
        error = "";
        try
        {
            WholeFile.Write(path, file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = $"{path}: {failure.Message}";
            return false;
        }
    }
}
