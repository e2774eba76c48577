using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Study.Clips;

namespace LakhNes.Study.Analysis;

/// <summary>Draws an analysis: the share taken for real and the preference of each source, with their standard errors.</summary>
public static class StudyChart
{
    private static readonly Color Real = Color.FromRgb(0x5A8CB4),
        Model = Color.FromRgb(0xF0B44A),
        Control = Color.FromRgb(0x707080);

    /// <summary>Draws the chart.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="title">What was studied.</param>
    public static Canvas Draw(StudyAnalysis analysis, string title) =>
        BarChart.Draw(
            title,
            [
                new BarPanel(
                    "taken for composed by a human, beside what was",
                    [
                        .. analysis
                            .Sources.Where(source => source.Tested > 0)
                            .Select(source => Bar(source, source.Real, source.RealError, source.Tested)),
                    ],
                    Most: 1,
                    Mark: 0.5
                ),
                new BarPanel(
                    "preferred to another source",
                    [
                        .. analysis
                            .Sources.Where(source => source.Compared > 0)
                            .Select(source => Bar(source, source.Preference, source.PreferenceError, source.Compared)),
                    ],
                    Most: 1,
                    Mark: 0.5
                ),
            ]
        );

    private static ChartBar Bar(SourceResult source, double share, double error, int count) =>
        new(
            source.Source,
            share,
            string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} % +- {100 * error:0}, of {count}"),
            source.Role switch
            {
                ClipRole.Real => Real,
                ClipRole.Model => Model,
                _ => Control,
            },
            error
        );
}
