namespace LakhNes.Instrument.Presets;

/// <summary>A named sound that comes with the instrument.</summary>
public sealed class Preset
{
    internal Preset(string name, PresetCategory category, InstrumentSettings settings)
    {
        Name = name;
        Category = category;
        Settings = settings;
    }

    /// <summary>Unique name, as hosts show it.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public PresetCategory Category { get; }

    /// <summary>The sound. Copy it, never change it: every instance shares it.</summary>
    public InstrumentSettings Settings { get; }
}
