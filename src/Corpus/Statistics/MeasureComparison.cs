using System.Collections.Immutable;
using LakhNes.Score.Judging;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Statistics;

/// <summary>A measure of two sets of pieces.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Results">Of the pieces: counts of the labels, summed, or all numbers.</param>
/// <param name="Reference">The same of the pieces that they are compared with; empty without any.</param>
/// <param name="Distance">
/// Between the two: <see cref="Distances.JensenShannon"/> of counts, <see cref="Distances.Wasserstein"/> of numbers. NaN where
/// one has none.
/// </param>
/// <param name="Chance">
/// What the distance is, in the mean, between as many pieces drawn from the reference and its other ones.
/// </param>
public sealed record MeasureComparison(Measure Measure, double[] Results, double[] Reference, double Distance, double Chance)
{
    private const int Draws = 20;

    /// <summary>How many times as far apart the sets are as chance would put them; NaN where that cannot be said.</summary>
    public double TimesChance => Chance > 0 ? Distance / Chance : double.NaN;

    /// <summary>Compares pieces with others by every measure. The same pieces give the same figures.</summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="reference">What they are compared with; may be empty.</param>
    public static ImmutableArray<MeasureComparison> Of(
        IReadOnlyList<PieceMeasurement> pieces,
        IReadOnlyList<PieceMeasurement> reference
    )
    {
        int size = Math.Min(pieces.Count, reference.Count / 2);
        (PieceMeasurement[] Drawn, PieceMeasurement[] Others)[] draws = new (PieceMeasurement[], PieceMeasurement[])[
            size == 0 ? 0 : Draws
        ];
        Pcg32 random = new(0, 0);
        for (int i = 0; i < draws.Length; i++)
        {
            PieceMeasurement[] order = [.. reference];
            random.Draw<PieceMeasurement>(order, size);
            draws[i] = (order[..size], order[size..]);
        }
        return
        [
            .. Measure.All.Select(
                (measure, m) =>
                {
                    double[] results = Together(pieces, measure, m),
                        others = Together(reference, measure, m);
                    double[] chances =
                    [
                        .. draws
                            .Select(draw =>
                                DistanceOf(measure, Together(draw.Drawn, measure, m), Together(draw.Others, measure, m))
                            )
                            .Where(distance => !double.IsNaN(distance)),
                    ];
                    return new MeasureComparison(
                        measure,
                        results,
                        others,
                        DistanceOf(measure, results, others),
                        chances.DefaultIfEmpty(double.NaN).Average()
                    );
                }
            ),
        ];
    }

    /// <summary>
    /// The mean of <see cref="TimesChance"/> over the measures that have one: 1 is as like the reference as its own pieces are.
    /// </summary>
    public static double Overall(IEnumerable<MeasureComparison> comparisons) =>
        comparisons.Select(c => c.TimesChance).Where(times => !double.IsNaN(times)).DefaultIfEmpty(double.NaN).Average();

    private static double DistanceOf(Measure measure, double[] a, double[] b) =>
        measure.Kind == MeasureKind.Values ? Distances.Wasserstein(a, b)
        : a.Length == 0 || b.Length == 0 ? double.NaN
        : Distances.JensenShannon(a, b);

    private static double[] Together(IReadOnlyList<PieceMeasurement> pieces, Measure measure, int index)
    {
        if (measure.Kind == MeasureKind.Values)
            return [.. pieces.SelectMany(piece => piece.Results[index])];
        double[] sums = new double[pieces.Count == 0 ? 0 : measure.Labels.Length];
        foreach (PieceMeasurement piece in pieces)
        {
            for (int i = 0; i < sums.Length; i++)
                sums[i] += piece.Results[index][i];
        }
        return sums;
    }
}
