using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.Settings;

/// <summary>A generator's setting of a type: the handle by which code reads and writes it.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public sealed class Setting<T> : Setting
{
    private readonly Func<double, T> _from;
    private readonly Func<T, double> _to;
    private readonly Func<ISettingsFields, Setting<T>, T, T> _visit;

    internal Setting(
        int slot,
        uint id,
        string name,
        string jsonName,
        ParameterRange range,
        double initial,
        SettingRole role,
        string tip,
        Func<double, T> from,
        Func<T, double> to,
        Func<ISettingsFields, Setting<T>, T, T> visit
    )
        : base(slot, id, name, jsonName, range, initial, role, tip)
    {
        _from = from;
        _to = to;
        _visit = visit;
    }

    /// <summary>Its value.</summary>
    public T Of(in GeneratorSettings settings) => _from(settings[Slot]);

    /// <summary>Gives it a value.</summary>
    public void Set(ref GeneratorSettings settings, T value) => settings[Slot] = _to(value);

    /// <inheritdoc/>
    internal override void Visit(ISettingsFields fields, ref GeneratorSettings settings) =>
        Set(ref settings, _visit(fields, this, Of(in settings)));
}
