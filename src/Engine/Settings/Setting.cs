using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.Settings;

/// <summary>One row of <see cref="GeneratorTable"/>: all that is to be known of a generator's setting. Immutable.</summary>
public abstract class Setting
{
    private protected Setting(
        int slot,
        uint id,
        string name,
        string jsonName,
        ParameterRange range,
        double initial,
        SettingRole role,
        string tip
    )
    {
        Slot = slot;
        Id = id;
        Name = name;
        JsonName = jsonName;
        Range = range;
        Default = initial;
        Role = role;
        Tip = tip;
    }

    /// <summary>Its parameter's id, stable for ever.</summary>
    public uint Id { get; }

    /// <summary>Its parameter's name, as hosts, scripts and <c>lakhnes render --set</c> know it.</summary>
    public string Name { get; }

    /// <summary>Its name in a stored state.</summary>
    public string JsonName { get; }

    /// <summary>The values that it takes, and their unit.</summary>
    public ParameterRange Range { get; }

    /// <summary>Its value in a fresh instance.</summary>
    public double Default { get; }

    /// <summary>What it decides.</summary>
    public SettingRole Role { get; }

    /// <summary>What it does, in a sentence or two, for whoever points at it.</summary>
    public string Tip { get; }

    /// <summary>Its place among the values of <see cref="GeneratorSettings"/>.</summary>
    internal int Slot { get; }

    /// <summary>Its value as a number.</summary>
    public double Read(in GeneratorSettings settings) => settings[Slot];

    /// <summary>Gives it a value in its <see cref="Range"/>.</summary>
    public void Write(ref GeneratorSettings settings, double value) => settings[Slot] = value;

    /// <summary>Reads or writes it as a field of a state.</summary>
    internal abstract void Visit(ISettingsFields fields, ref GeneratorSettings settings);
}
