using System.Text.Json;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.State;

/// <summary>The payload of a <see cref="StateChunk"/>: settings as JSON. What is missing takes its default, what is unknown is ignored.</summary>
internal static class StateJson
{
    public static void Write(Utf8JsonWriter writer, EngineSettings settings, int preset, StoredTake[] takes)
    {
        writer.WriteStartObject();
        Visit(new SettingsWriter(writer), settings, ref preset, ref takes);
        writer.WriteEndObject();
    }

    /// <summary>Reads a payload into fresh settings.</summary>
    /// <param name="payload">What <see cref="Write"/> wrote.</param>
    /// <param name="settings">May be half filled where the result is false.</param>
    /// <param name="preset">Place of the factory preset that was loaded last, or -1.</param>
    /// <param name="takes">The takes.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, EngineSettings settings, out int preset, out StoredTake[] takes, out string error)
    {
        preset = -1;
        takes = [];
        try
        {
            var json = new Utf8JsonReader(payload);
            using JsonDocument document = JsonDocument.ParseValue(ref json);
            var reader = new SettingsReader(document.RootElement);
            string damage = Visit(reader, settings, ref preset, ref takes);
            error = reader.Error.Length > 0 ? reader.Error : damage;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // the second: a string that is no valid UTF-16
            error = "damaged state: " + exception.Message;
        }

        return error.Length == 0;
    }

    // gives what is wrong with the takes
    private static string Visit(ISettingsFields fields, EngineSettings s, ref int preset, ref StoredTake[] takes)
    {
        preset = fields.Whole("preset", preset, -1, FactoryPresets.All.Length - 1);
        ISettingsFields engine = fields.Open("engine");
        s.OutputGainDecibels = engine.Number("outputGainDecibels", s.OutputGainDecibels, -60, 12);
        s.Bypass = engine.Flag("bypass", s.Bypass);
        s.Region = engine.Choice("region", s.Region);
        s.Mixer = engine.Choice("mixer", s.Mixer);
        s.Filter = engine.Choice("filter", s.Filter);
        engine.Close();
        ISettingsFields generator = fields.Open("generator");
        GenerationJson.Visit(generator, ref s.Generation);
        generator.Close();
        ISettingsFields instrument = fields.Open("instrument");
        SettingsJson.Visit(instrument, s.Instrument);
        instrument.Close();
        takes = TakesJson.Visit(fields, takes, out string error);
        return error;
    }
}
