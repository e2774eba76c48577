using System.Globalization;

namespace LakhNes.Engine.Parameters;

/// <summary>One automatable value: its identity, its range, and its text in both directions. Immutable.</summary>
public sealed class Parameter
{
    internal Parameter(uint id, string name, string group, ParameterRange range)
    {
        Id = id;
        Name = name;
        Group = group;
        Range = range;
    }

    /// <summary>Stable for ever, the same in VST3 and CLAP.</summary>
    public uint Id { get; }

    /// <summary>Unique, as hosts and scripts show it.</summary>
    public string Name { get; }

    /// <summary>The group that hosts file it under: <c>Main</c>, <c>Pulse 1</c>, ...</summary>
    public string Group { get; }

    /// <summary>What values it takes and how they read.</summary>
    public ParameterRange Range { get; }

    /// <summary>This is the plugin's bypass.</summary>
    public bool IsBypass { get; internal init; }

    /// <summary>Index in the parameter table.</summary>
    public int Index { get; internal set; }

    /// <summary>The plain value as text with its unit, as the host shows it.</summary>
    public string ToText(double plain) => Range.ToText(plain);

    /// <summary>Reads text that <see cref="ToText"/> wrote or a person typed, the unit optional.</summary>
    /// <returns>False where the text is not a value; a value out of range is clamped.</returns>
    public bool TryParse(ReadOnlySpan<char> text, out double plain) => Range.TryParse(text, out plain);

    /// <summary>Plain value to the host's 0 to 1.</summary>
    public double Normalise(double plain) => Range.Normalise(plain);

    /// <summary>The host's 0 to 1 to a plain value, on a step where the parameter has steps.</summary>
    public double Denormalise(double normalised) => Range.Denormalise(normalised);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Id})");
}
