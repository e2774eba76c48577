using System.Collections.Immutable;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition.Form;

namespace LakhNes.Engine.Generation;

/// <summary>The forms that <see cref="GeneratorSettings.Form"/> names, made once.</summary>
internal static class Forms
{
    /// <summary>Bars of a section where nothing was played.</summary>
    public const int UsualBars = 8;

    /// <summary>Bars of the longest section.</summary>
    public const int MostBars = 16;

    private static readonly ImmutableArray<string> Letters = ["", "AABA", "ABAC", "ABAB", "ABABCB"];

    private static readonly SongForm[,] All = Make();

    /// <summary>A form.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="bars">The length of its sections.</param>
    /// <returns>Null for none.</returns>
    public static SongForm? Of(FormKind kind, int bars) =>
        kind == FormKind.Free || bars == 0 ? null : All[(int)kind, Math.Min(bars, MostBars) - 1];

    private static SongForm[,] Make()
    {
        var all = new SongForm[Letters.Length, MostBars];
        for (int kind = 1; kind < Letters.Length; kind++)
        {
            for (int bars = 1; bars <= MostBars; bars++)
                all[kind, bars - 1] = SongForm.Of(Letters[kind], bars);
        }

        return all;
    }
}
