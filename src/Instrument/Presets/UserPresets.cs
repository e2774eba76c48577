using LakhNes.Instrument.Settings;
using LakhNes.Score;

namespace LakhNes.Instrument.Presets;

/// <summary>The user's own preset files: in one folder, which hosts that look for presets are told of too.</summary>
public static class UserPresets
{
    /// <summary>The folder, which need not exist.</summary>
    public static string Folder =>
        Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            ),
            "LakhNES",
            "Presets"
        );

    /// <summary>The preset files of a folder, by name; none where there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    public static string[] Files(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder, "*" + PresetFile.Extension).Order(StringComparer.OrdinalIgnoreCase)]
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Makes a folder where it can be made.</summary>
    /// <param name="folder">The folder.</param>
    public static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
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
            if (new FileInfo(path).Length > PresetFile.MaxLength)
                return false;
            file = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"{path}: {failure.Message}";
            return false;
        }
    }

    /// <summary>Gives a preset file another name, in the file too; it stays in its folder.</summary>
    /// <param name="path">Which.</param>
    /// <param name="name">The name, without an extension.</param>
    /// <param name="renamed">Where it is now.</param>
    /// <param name="error">Why not, with the file's name, where the result is false; nothing has changed then.</param>
    public static bool TryRename(string path, string name, out string renamed, out string error)
    {
        renamed = path;
        error = $"{name}: no name for a file";
        if (!FileNames.IsUsable(name))
            return false;
        string target = Path.Combine(Path.GetDirectoryName(path) ?? "", name + PresetFile.Extension);
        error = $"{target}: there is such a preset already";
        if (File.Exists(target) && !target.Equals(path, StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            File.Move(path, target);
            renamed = target;
            error = "";
            var settings = new InstrumentSettings();
            if (TryRead(target, out byte[] file, out _) && PresetFile.TryRead(file, settings, out PresetInfo info, out _))
                WholeFile.Write(target, PresetFile.Write(name, info.Category, settings));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = $"{path}: {failure.Message}";
            return renamed == target;
        }
    }

    /// <summary>Deletes a preset file.</summary>
    /// <param name="path">Which.</param>
    /// <param name="error">Why not, with the file's name.</param>
    public static bool TryDelete(string path, out string error)
    {
        error = "";
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
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
