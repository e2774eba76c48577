using LakhNes.Engine.Settings;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.State;

/// <summary>The generator's settings as fields of a state.</summary>
internal static class GenerationJson
{
    /// <summary>Reads or writes all fields.</summary>
    public static void Visit(ISettingsFields fields, ref GeneratorSettings settings)
    {
        foreach (Setting row in GeneratorTable.All)
            row.Visit(fields, ref settings);
    }
}
