using System.Collections.Immutable;
using LakhNes.Score.Judging;

namespace LakhNes.Corpus.Judging;

/// <summary>A measure of composed bands, beside the bands of songs.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Song">What the songs' own bands have.</param>
/// <param name="Model">What the composed ones have.</param>
/// <param name="Within">Composed bands that lie within the songs' quartiles, 0 to 1; of songs it is about half.</param>
public sealed record BandJudgement(AccompanimentMeasure Measure, Quartiles Song, Quartiles Model, double Within)
{
    /// <summary>Judges bands.</summary>
    /// <param name="songs">The songs' own.</param>
    /// <param name="bands">The composed ones.</param>
    public static ImmutableArray<BandJudgement> Of(
        IReadOnlyList<AccompanimentMeasurement> songs,
        IReadOnlyList<AccompanimentMeasurement> bands
    ) =>
        [
            .. AccompanimentMeasure.All.Select(
                (measure, i) =>
                {
                    var song = Quartiles.Of(songs.Select(one => one.Values[i]));
                    double[] values = [.. bands.Select(one => one.Values[i]).Where(value => !double.IsNaN(value))];
                    return new BandJudgement(
                        measure,
                        song,
                        Quartiles.Of(values),
                        songs.Count == 0 || values.Length == 0 ? double.NaN : (double)values.Count(song.Contains) / values.Length
                    );
                }
            ),
        ];
}
