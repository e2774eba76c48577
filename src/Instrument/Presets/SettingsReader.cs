using System.Globalization;
using System.Text.Json;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>Reads settings from JSON: a missing field keeps its value, the first wrong one is reported with its path.</summary>
public sealed class SettingsReader : ISettingsFields
{
    private readonly JsonElement? _object;
    private readonly string _path;
    private readonly SettingsReader _root;

    /// <summary>Reads from an object; any other element is an error.</summary>
    public SettingsReader(JsonElement element)
        : this(element, "", null)
    {
        if (element.ValueKind != JsonValueKind.Object)
            Error = "the settings are not an object";
    }

    private SettingsReader(JsonElement? element, string path, SettingsReader? root)
    {
        _object = element is { ValueKind: JsonValueKind.Object } ? element : null;
        _path = path;
        _root = root ?? this;
    }

    /// <summary>What is wrong; empty: nothing so far.</summary>
    public string Error { get; private set; } = "";

    /// <inheritdoc/>
    public double Number(string name, double value, double minimum, double maximum)
    {
        if (!Find(name, out JsonElement element))
            return value;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out double number))
            return Fail(name, "is not a number", value);
        return number >= minimum && number <= maximum ? number : Fail(name, Outside(number, minimum, maximum), value);
    }

    /// <inheritdoc/>
    public int Whole(string name, int value, int minimum, int maximum) =>
        Find(name, out JsonElement element) ? Whole(name, element, value, minimum, maximum) : value;

    /// <inheritdoc/>
    public bool Flag(string name, bool value)
    {
        if (!Find(name, out JsonElement element))
            return value;
        bool isFlag = element.ValueKind is JsonValueKind.True or JsonValueKind.False;
        return isFlag ? element.GetBoolean() : Fail(name, "is neither true nor false", value);
    }

    /// <inheritdoc/>
    public T Choice<T>(string name, T value)
        where T : struct, Enum
    {
        if (!Find(name, out JsonElement element))
            return value;
        string text = element.ValueKind == JsonValueKind.String ? element.GetRawText()[1..^1] : "";
        // the parser would also take numbers and lists
        bool isName = text.Length > 0 && text.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetter(text[0]);
        if (isName && Enum.TryParse(text, out T choice))
            return choice;
        return Fail(name, $"is not one of {string.Join(", ", Enum.GetNames<T>())}", value);
    }

    /// <inheritdoc/>
    public string Text(string name, string value, int maximum)
    {
        if (!Find(name, out JsonElement element))
            return value;
        if (element.ValueKind != JsonValueKind.String || element.GetString() is not { } text || text.Length > maximum)
            return Fail(name, $"is no text of at most {maximum} letters", value);
        return text;
    }

    /// <inheritdoc/>
    public byte[] Bytes(string name, byte[] value, int maximum)
    {
        if (!Find(name, out JsonElement element))
            return value;
        if (
            element.ValueKind != JsonValueKind.String
            || !element.TryGetBytesFromBase64(out byte[]? bytes)
            || bytes.Length > maximum
        )
            return Fail(name, $"are no {maximum} bytes at most in Base64", value);
        return bytes;
    }

    /// <inheritdoc/>
    public void Refuse(string name, string what) => Fail(name, what, 0);

    /// <inheritdoc/>
    public void Steps(string name, StepSequence sequence, int minimum, int maximum)
    {
        if (!Find(name, out JsonElement element))
            return;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fail(name, "is not an object", 0);
            return;
        }

        var inner = new SettingsReader(element, Path(name) + ".", _root);
        inner.ReadSteps(sequence, minimum, maximum);
    }

    /// <inheritdoc/>
    public ISettingsFields Open(string name)
    {
        JsonElement? inner = Find(name, out JsonElement element) ? element : null;
        if (inner is { ValueKind: not JsonValueKind.Object })
            Fail(name, "is not an object", 0);
        return new SettingsReader(inner, Path(name) + ".", _root);
    }

    /// <inheritdoc/>
    public void Close() { }

    private void ReadSteps(StepSequence sequence, int minimum, int maximum)
    {
        Span<sbyte> steps = stackalloc sbyte[StepSequence.MaxLength];
        int length = 0;
        if (Find("steps", out JsonElement list))
        {
            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > StepSequence.MaxLength)
            {
                Fail("steps", $"is not a list of at most {StepSequence.MaxLength} numbers", 0);
                return;
            }

            foreach (JsonElement step in list.EnumerateArray())
                steps[length++] = (sbyte)Whole("steps", step, 0, minimum, maximum);
        }

        sequence.Set(steps[..length], Whole("loop", -1, -1, length - 1), Whole("release", -1, -1, length - 1));
    }

    private int Whole(string name, JsonElement element, int value, int minimum, int maximum)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int number))
            return Fail(name, "is not a whole number", value);
        return number >= minimum && number <= maximum ? number : Fail(name, Outside(number, minimum, maximum), value);
    }

    private bool Find(string name, out JsonElement element)
    {
        element = default;
        return _object is { } present && present.TryGetProperty(name, out element);
    }

    private string Path(string name) => _path + name;

    private static string Outside(double number, double minimum, double maximum) =>
        string.Create(CultureInfo.InvariantCulture, $"is {number}, outside {minimum} to {maximum}");

    private T Fail<T>(string name, string what, T value)
    {
        if (_root.Error.Length == 0)
            _root.Error = $"{Path(name)} {what}";
        return value;
    }
}
