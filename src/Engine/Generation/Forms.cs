using System.Collections.Immutable;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Engine.Generation;

/// <summary>The forms that <see cref="GeneratorSettings.Form"/> names.</summary>
internal static class Forms
{
    /// <summary>Bars of a section where nothing was played.</summary>
    public const int UsualBars = 8;

    /// <summary>Bars of the longest section that follows from what was played.</summary>
    public const int MostBars = 16;

    private static readonly ImmutableArray<string> Letters = ["", "AABA", "ABAC", "ABAB", "ABABCB"];

    /// <summary>The form that settings ask for.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="bars">The length of a section that has none of its own; 0: there is no form.</param>
    public static SongForm Of(in GeneratorSettings settings, int bars) =>
        bars == 0 || settings.Form == FormKind.Free ? default
        : settings.Form == FormKind.Own ? settings.OwnForm.WithBars(bars)
        : SongForm.Of(Letters[(int)settings.Form], bars);
}
