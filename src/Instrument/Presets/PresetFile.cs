using System.Buffers;
using System.Text.Json;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>
/// A preset as a file: <c>{ "format": "LakhNES preset", "version": 1, "name": ..., "category": ..., "settings": { ... } }</c> in
/// UTF-8 with the extension <see cref="Extension"/>.
/// </summary>
public static class PresetFile
{
    /// <summary>File name extension, dot included.</summary>
    public const string Extension = ".lakhnes";

    /// <summary>Largest file that is read, in bytes.</summary>
    public const int MaxLength = 4 << 20;

    private const string Format = "LakhNES preset";
    private const int Version = 1;

    /// <summary>A preset's text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="category">Free text; the factory presets use the names of <see cref="PresetCategory"/>.</param>
    /// <param name="settings">The sound.</param>
    public static byte[] Write(string name, string category, InstrumentSettings settings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("format", Format);
            writer.WriteNumber("version", Version);
            writer.WriteString("name", name);
            writer.WriteString("category", category);
            writer.WritePropertyName("settings");
            SettingsJson.Write(writer, settings);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a preset's text.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="settings">Receives the sound; untouched where the result is false.</param>
    /// <param name="info">Name and category; empty where the file has none.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, InstrumentSettings settings, out PresetInfo info, out string error)
    {
        info = new PresetInfo("", "");
        if (json.Length > MaxLength)
            return Fail($"longer than {MaxLength} bytes", out error);
        try
        {
            var reader = new Utf8JsonReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "format") != Format)
                return Fail("not a LakhNES preset", out error);
            if (
                !root.TryGetProperty("version", out JsonElement number)
                || number.ValueKind != JsonValueKind.Number
                || !number.TryGetInt32(out int version)
                || version < 1
            )
                return Fail("the preset has no version", out error);
            if (version > Version)
                return Fail($"written by a newer LakhNES (preset version {version}, this one reads up to {Version})", out error);
            if (!root.TryGetProperty("settings", out JsonElement element))
                return Fail("the preset has no settings", out error);
            // before the settings: its text may be damaged
            var found = new PresetInfo(Text(root, "name"), Text(root, "category"));
            if (!SettingsJson.TryRead(element, settings, out error))
                return false;
            info = found;
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // the second: a string that is no valid UTF-16
            return Fail("not a LakhNES preset: " + exception.Message, out error);
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
