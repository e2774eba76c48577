using System.Text.Json;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Settings;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.State;

/// <summary>
/// The payload of a <see cref="StateChunk"/>: settings as JSON. What is missing takes its default, what is unknown is ignored.
/// </summary>
internal static class StateJson
{
    // longer than any system's path
    private const int LongestPath = 32_768;

    private const int HashDigits = 16;

    public static void Write(Utf8JsonWriter writer, StoredState state)
    {
        writer.WriteStartObject();
        Visit(new SettingsWriter(writer), state);
        writer.WriteEndObject();
    }

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">What <see cref="Write"/> wrote.</param>
    /// <param name="state">May be half filled where the result is false.</param>
    /// <param name="error">Why not, where the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, out StoredState state, out string error)
    {
        state = new StoredState();
        try
        {
            var json = new Utf8JsonReader(payload);
            using JsonDocument document = JsonDocument.ParseValue(ref json);
            var reader = new SettingsReader(document.RootElement);
            string damage = Visit(reader, state);
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
    private static string Visit(ISettingsFields fields, StoredState state)
    {
        state.Preset = fields.Whole("preset", state.Preset, -1, FactoryPresets.All.Length - 1);
        ISettingsFields model = fields.Open("model");
        string path = model.Text("path", state.Model?.Path ?? "", LongestPath),
            hash = model.Text("hash", state.Model?.Hash ?? "", HashDigits);
        state.Model = path.Length > 0 ? new ModelIdentity(path, hash) : null;
        model.Close();
        ISettingsFields controllers = fields.Open("controllers");
        state.Controllers = ControllersJson.Visit(controllers, state.Controllers);
        controllers.Close();
        ISettingsFields tuning = fields.Open("tuning");
        state.Tuning = TuningJson.Visit(tuning, state.Tuning);
        tuning.Close();
        EngineSettings s = state.Settings;
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
        state.Takes = TakesJson.Visit(fields, state.Takes, out string error);
        state.Listening = ListeningJson.Visit(fields, state.Listening, ref error);
        return error;
    }
}
