using System.Text.Json;

namespace LakhNes.Ui;

/// <summary>How this user likes the window: kept in a small file, for all instances alike. What cannot be read or written is left out.</summary>
public sealed class Preferences
{
    private readonly string? _path;

    /// <summary>Reads the preferences.</summary>
    /// <param name="path">The file; null: none, nothing is kept.</param>
    public Preferences(string? path)
    {
        _path = path;
        if (path is null || !File.Exists(path)) return;
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return;
            IsLight = root.TryGetProperty("light", out JsonElement light) && light.ValueKind == JsonValueKind.True;
            if (root.TryGetProperty("zoom", out JsonElement zoom) && zoom.ValueKind == JsonValueKind.Number && zoom.TryGetInt32(out int percent))
                Zoom = Math.Clamp(percent, 75, 200);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // a window with the usual look is better than none
        }
    }

    /// <summary>The file in the user's own folder, neither of which need exist.</summary>
    public static string UserFile => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "LakhNES", "window.json");

    /// <summary>Dark on light instead of light on dark.</summary>
    public bool IsLight { get; set; }

    /// <summary>Size of everything beside the host's scale factor, in per cent, 75 to 200.</summary>
    public int Zoom { get; set; } = 100;

    /// <summary>Keeps them.</summary>
    public void Save()
    {
        if (_path is null) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path, $$"""{ "light": {{(IsLight ? "true" : "false")}}, "zoom": {{Zoom}} }""");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // it still holds for this window
        }
    }
}
