using System.Buffers;
using System.Text.Json;
using LakhNes.Instrument.Presets;
using LakhNes.Score;

namespace LakhNes.Ui.Editing;

/// <summary>
/// How this user likes the window: kept in a small file, for all instances alike. What cannot be read or written is left out.
/// </summary>
public sealed class Preferences
{
    // more than a list can show
    private const int MostFavourites = 1000;

    private readonly string? _path;
    private readonly HashSet<string> _favourites = [];

    /// <summary>Reads the preferences.</summary>
    /// <param name="path">The file; null: none, nothing is kept.</param>
    public Preferences(string? path)
    {
        _path = path;
        if (Read() is not { } document)
            return;
        using (document)
        {
            JsonElement root = document.RootElement;
            ReadFavourites(root);
            IsLight = root.TryGetProperty("light", out JsonElement light) && light.ValueKind == JsonValueKind.True;
            if (
                root.TryGetProperty("zoom", out JsonElement zoom)
                && zoom.ValueKind == JsonValueKind.Number
                && zoom.TryGetInt32(out int percent)
            )
                Zoom = Math.Clamp(percent, 75, 200);
        }
    }

    /// <summary>The file in the user's own folder, neither of which need exist.</summary>
    public static string UserFile =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "LakhNES",
            "window.json"
        );

    /// <summary>Dark on light instead of light on dark.</summary>
    public bool IsLight { get; set; }

    /// <summary>Size of everything beside the host's scale factor, in per cent, 75 to 200.</summary>
    public int Zoom { get; set; } = 100;

    /// <summary>Where the user's presets are.</summary>
    public string PresetFolder { get; init; } = UserPresets.Folder;

    /// <summary>Where samples were opened last; empty: nowhere yet. Not kept.</summary>
    public string SampleFolder { get; set; } = "";

    /// <summary>Where tunings were opened last; empty: nowhere yet. Not kept.</summary>
    public string TuningFolder { get; set; } = "";

    /// <summary>Whether a preset is a favourite.</summary>
    /// <param name="preset">What the window calls it; see <see cref="Favour"/>.</param>
    public bool IsFavourite(string preset) => _favourites.Contains(preset);

    /// <summary>Makes a preset a favourite, or none, and keeps that; other windows' changes are kept too.</summary>
    /// <param name="preset">A name that stands for it alone.</param>
    /// <param name="favourite">Whether it is to be one.</param>
    public void Favour(string preset, bool favourite)
    {
        if (Read() is { } document)
        {
            using (document)
                ReadFavourites(document.RootElement);
        }

        if (!favourite)
            _favourites.Remove(preset);
        else if (_favourites.Count < MostFavourites)
            _favourites.Add(preset);
        Save();
    }

    /// <summary>Keeps them.</summary>
    public void Save()
    {
        if (_path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            {
                writer.WriteStartObject();
                writer.WriteBoolean("light", IsLight);
                writer.WriteNumber("zoom", Zoom);
                writer.WriteStartArray("favourites");
                foreach (string favourite in _favourites.Order(StringComparer.Ordinal))
                    writer.WriteStringValue(favourite);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            WholeFile.Write(_path, buffer.WrittenSpan.ToArray());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // it still holds for this window
        }
    }

    // null: there is none, or none that can be read; a window with the usual look is better than none
    private JsonDocument? Read()
    {
        if (_path is null || !File.Exists(_path))
            return null;
        try
        {
            JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_path));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // as above
        }

        return null;
    }

    private void ReadFavourites(JsonElement root)
    {
        if (!root.TryGetProperty("favourites", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            return;
        _favourites.Clear();
        foreach (JsonElement favourite in list.EnumerateArray().Take(MostFavourites))
        {
            if (favourite.ValueKind == JsonValueKind.String && TryText(favourite) is { } name)
                _favourites.Add(name);
        }
    }

    // a text may be no valid UTF-16
    private static string? TryText(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
