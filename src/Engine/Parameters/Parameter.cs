using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Parameters;

/// <summary>
/// One automatable value: its identity, its range, its text in both directions, and the setting it stands for. Immutable.
/// </summary>
public sealed class Parameter
{
    private readonly Func<EngineSettings, double> _read;
    private readonly Action<EngineSettings, double> _write;

    internal Parameter(
        uint id,
        int index,
        string name,
        string group,
        ParameterRange range,
        Func<EngineSettings, double> read,
        Action<EngineSettings, double> write,
        string tip,
        bool isOutput = false
    )
    {
        Id = id;
        Index = index;
        Name = name;
        Group = group;
        Range = range;
        Tip = tip;
        IsOutput = isOutput;
        _read = read;
        _write = write;
        Default = range.Clamp(read(new EngineSettings()));
    }

    /// <summary>Stable for ever, the same in VST3 and CLAP.</summary>
    public uint Id { get; }

    /// <summary>Place in <see cref="ParameterTable.All"/>.</summary>
    public int Index { get; }

    /// <summary>Unique, as hosts and scripts show it.</summary>
    public string Name { get; }

    /// <summary>The group that hosts file it under: <c>Main</c>, <c>Pulse 1</c>, ...</summary>
    public string Group { get; }

    /// <summary>What values it takes.</summary>
    public ParameterRange Range { get; }

    /// <summary>What it does, in a sentence or two, for whoever points at it.</summary>
    public string Tip { get; }

    /// <summary>Plain value of a fresh instance.</summary>
    public double Default { get; }

    /// <summary>The plugin says it, and nobody sets it.</summary>
    public bool IsOutput { get; }

    /// <summary>This is the plugin's bypass.</summary>
    public bool IsBypass => Id == (uint)MainParameter.Bypass;

    /// <summary>The plain value as text with its unit, as the host shows it.</summary>
    public string ToText(double plain) => Range.ToText(Valid(plain));

    /// <summary>Writes what <see cref="ToText"/> gives, without allocating.</summary>
    /// <returns>Characters written; 0 where it does not fit.</returns>
    public int Format(double plain, Span<char> text) => Range.Format(Valid(plain), text);

    /// <summary>Reads text that <see cref="ToText"/> wrote or a person typed, the unit optional.</summary>
    /// <returns>False where the text is not a value; a value out of range is clamped.</returns>
    public bool TryParse(ReadOnlySpan<char> text, out double plain) => Range.TryParse(text, out plain);

    /// <summary>Plain value to the host's 0 to 1.</summary>
    public double Normalise(double plain) => Range.Normalise(Valid(plain));

    /// <summary>The host's 0 to 1 to a plain value, on a step where the parameter has steps.</summary>
    public double Denormalise(double normalised) => double.IsNaN(normalised) ? Default : Range.Denormalise(normalised);

    /// <summary>Puts any number on a legal plain value; one that is not a number becomes the default.</summary>
    public double Valid(double plain) => double.IsNaN(plain) ? Default : Range.Clamp(plain);

    /// <summary>The plain value that the settings hold.</summary>
    public double Read(EngineSettings settings) => Range.Clamp(_read(settings));

    /// <summary>Writes a plain value into the settings.</summary>
    public void Write(EngineSettings settings, double plain) => _write(settings, Valid(plain));
}
