using System.Runtime.CompilerServices;

namespace LakhNes.Engine.Settings;

// how a row is made of each kind of value
public static partial class GeneratorTable
{
    private static Setting<double> Number(
        uint id,
        string name,
        string json,
        double minimum,
        double maximum,
        string unit,
        int decimals,
        double initial,
        SettingRole role,
        string tip
    ) =>
        Add(
            new Setting<double>(
                Rows.Count,
                id,
                name,
                json,
                ParameterRange.Continuous(minimum, maximum, unit, decimals),
                initial,
                role,
                tip,
                value => value,
                value => value,
                (fields, row, value) => fields.Number(row.JsonName, value, row.Range.Minimum, row.Range.Maximum)
            )
        );

    private static Setting<int> Whole(
        uint id,
        string name,
        string json,
        int minimum,
        int maximum,
        int initial,
        SettingRole role,
        string tip
    ) => Whole(id, name, json, ParameterRange.Whole(minimum, maximum), initial, role, tip);

    private static Setting<int> Named(
        uint id,
        string name,
        string json,
        string[] names,
        int initial,
        SettingRole role,
        string tip
    ) => Whole(id, name, json, ParameterRange.Choice(names), initial, role, tip);

    private static Setting<int> Whole(
        uint id,
        string name,
        string json,
        ParameterRange range,
        int initial,
        SettingRole role,
        string tip
    ) =>
        Add(
            new Setting<int>(
                Rows.Count,
                id,
                name,
                json,
                range,
                initial,
                role,
                tip,
                value => (int)value,
                value => value,
                (fields, row, value) => fields.Whole(row.JsonName, value, (int)row.Range.Minimum, (int)row.Range.Maximum)
            )
        );

    private static Setting<bool> Flag(uint id, string name, string json, SettingRole role, string tip) =>
        Add(
            new Setting<bool>(
                Rows.Count,
                id,
                name,
                json,
                ParameterRange.Choice("Off", "On"),
                0,
                role,
                tip,
                value => value > 0,
                value => value ? 1 : 0,
                (fields, row, value) => fields.Flag(row.JsonName, value)
            )
        );

    // the names that hosts show stand in the order of the enumeration's values
    private static Setting<T> Choice<T>(
        uint id,
        string name,
        string json,
        string[] names,
        T initial,
        SettingRole role,
        string tip
    )
        where T : unmanaged, Enum =>
        Add(
            new Setting<T>(
                Rows.Count,
                id,
                name,
                json,
                ParameterRange.Choice(names),
                ToNumber(initial),
                role,
                tip,
                FromNumber<T>,
                ToNumber,
                (fields, row, value) => fields.Choice(row.JsonName, value)
            )
        );

    // without boxing, which allocates
    private static double ToNumber<T>(T value)
        where T : unmanaged, Enum => Unsafe.BitCast<T, int>(value);

    private static T FromNumber<T>(double value)
        where T : unmanaged, Enum => Unsafe.BitCast<int, T>((int)value);

    private static T Add<T>(T row)
        where T : Setting
    {
        Rows.Add(row);
        return row;
    }
}
