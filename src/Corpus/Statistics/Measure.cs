using System.Collections.Immutable;
using LakhNes.Score;

namespace LakhNes.Corpus.Statistics;

/// <summary>Something that is measured of pieces and compared between sets of them.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Kind">Counts or numbers.</param>
/// <param name="Unit">Of the numbers; what is counted.</param>
/// <param name="Labels">Of the counts, in order; empty for numbers.</param>
public sealed record Measure(string Name, MeasureKind Kind, string Unit, ImmutableArray<string> Labels)
{
    /// <summary>All measures, in the order of <see cref="PieceMeasurement.Results"/>.</summary>
    public static ImmutableArray<Measure> All { get; } =
    [
        Counts("silent voices", "voices", [.. Voices("plays"), .. Voices("silent")]),
        Counts("stuck voices", "voices that play", [.. Voices("moves"), .. Voices("stuck")]),
        Numbers("notes a second, P1", "notes/s"),
        Numbers("notes a second, P2", "notes/s"),
        Numbers("notes a second, TR", "notes/s"),
        Numbers("notes a second, NO", "notes/s"),
        Counts("voices at once", "frames", Numbered(0, NesVoices.Count)),
        Counts("note lengths", "notes", ["1", "2", "4", "8", "16", "32", "64", "128", ">128"]),
        Counts("pitch classes", "notes", [.. KeyName.PitchClasses]),
        Counts("pitch classes above the commonest", "notes", Numbered(0, 11)),
        Counts("intervals", "steps", ["<-12", .. Numbered(-12, 12), ">12"]),
        Counts("onsets in the beat", "onsets", Numbered(0, BeatGrid.Positions - 1)),
        Numbers("strength of the beat grid", "0 to 1"),
        Numbers("likeness of bars to earlier ones", "0 to 1"),
    ];

    private static Measure Counts(string name, string unit, ImmutableArray<string> labels) =>
        new(name, MeasureKind.Shares, unit, labels);

    private static Measure Numbers(string name, string unit) => new(name, MeasureKind.Values, unit, []);

    private static ImmutableArray<string> Numbered(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(n => FormattableString.Invariant($"{n}"))];

    private static IEnumerable<string> Voices(string state) =>
        Enumerable.Range(0, NesVoices.Count).Select(voice => $"{((NesVoice)voice).Tag()} {state}");
}
