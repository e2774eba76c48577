using LakhNes.Instrument.Presets;

namespace LakhNes.Ui.Views;

/// <summary>The user's own preset files, in the folder in which CLAP hosts look for them too.</summary>
internal static class UserPresets
{
    /// <summary>The folder.</summary>
    public static string Folder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "LakhNES", "Presets");

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
    public static bool TryRead(string path, out byte[] file, out string error)
    {
        file = [];
        error = "longer than a preset can be";
        try
        {
            if (new FileInfo(path).Length > PresetFile.MaxLength) return false;
            file = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure.Message;
            return false;
        }
    }

    /// <summary>Writes a file.</summary>
    public static bool TryWrite(string path, byte[] file, out string error)
    {
        error = "";
        try
        {
            File.WriteAllBytes(path, file);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            error = failure.Message;
            return false;
        }
    }
}
