using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>A named sound that comes with the instrument.</summary>
public sealed class Preset
{
    internal Preset(int number, string name, PresetCategory category, InstrumentSettings settings)
    {
        Number = number;
        Name = name;
        Category = category;
        Settings = settings;
    }

    /// <summary>Permanent: MIDI program, and what projects store.</summary>
    public int Number { get; }

    /// <summary>Unique name, as hosts show it.</summary>
    public string Name { get; }

    /// <summary>What it is for.</summary>
    public PresetCategory Category { get; }

    /// <summary>The sound. Copy it, never change it: every instance shares it.</summary>
    public InstrumentSettings Settings { get; }
}
