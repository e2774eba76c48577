using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;
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
        VisitForm(fields, ref settings);
    }

    private static void VisitForm(ISettingsFields fields, ref GeneratorSettings settings)
    {
        const string name = "ownForm";
        string text = fields.Text(name, settings.OwnForm.ToString(), SongForm.LongestText);
        string error = "";
        settings.OwnForm = text.Length == 0 ? default : SongForm.Parse(text, 0, out error) ?? default;
        if (error.Length > 0)
            fields.Refuse(name, $"is none: {error}");
    }
}
