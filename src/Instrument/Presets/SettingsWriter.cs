using System.Text.Json;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>Writes settings as JSON.</summary>
public sealed class SettingsWriter(Utf8JsonWriter json) : ISettingsFields
{
    /// <inheritdoc/>
    public double Number(string name, double value, double minimum, double maximum)
    {
        json.WriteNumber(name, value);
        return value;
    }

    /// <inheritdoc/>
    public int Whole(string name, int value, int minimum, int maximum)
    {
        json.WriteNumber(name, value);
        return value;
    }

    /// <inheritdoc/>
    public bool Flag(string name, bool value)
    {
        json.WriteBoolean(name, value);
        return value;
    }

    /// <inheritdoc/>
    public T Choice<T>(string name, T value)
        where T : struct, Enum
    {
        json.WriteString(name, value.ToString());
        return value;
    }

    /// <inheritdoc/>
    public string Text(string name, string value, int maximum)
    {
        json.WriteString(name, value);
        return value;
    }

    /// <inheritdoc/>
    public byte[] Bytes(string name, byte[] value, int maximum)
    {
        json.WriteBase64String(name, value);
        return value;
    }

    /// <inheritdoc/>
    public void Refuse(string name, string what) { }

    /// <inheritdoc/>
    public void Steps(string name, StepSequence sequence, int minimum, int maximum)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("steps");
        foreach (sbyte step in sequence.Steps)
            json.WriteNumberValue(step);
        json.WriteEndArray();
        json.WriteNumber("loop", sequence.Loop);
        json.WriteNumber("release", sequence.Release);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public ISettingsFields Open(string name)
    {
        json.WriteStartObject(name);
        return this;
    }

    /// <inheritdoc/>
    public void Close() => json.WriteEndObject();
}
