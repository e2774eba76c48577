using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Judging;
using LakhNes.Score.Judging;

namespace LakhNes.Cli.Judging;

/// <summary>What <c>lakhnes judge --accompany</c> says of composed bands.</summary>
internal sealed class BandVerdict : IVerdict
{
    private readonly JudgedBand[] _all;

    /// <summary>Judges bands.</summary>
    public BandVerdict(JudgedBand[] all)
    {
        _all = all;
        Judgements = BandJudgement.Of(
            [.. all.Where(one => one.Own is not null).Select(one => AccompanimentMeasurement.Of(one.Played, one.Own!))],
            [.. all.SelectMany(one => one.Bands.Select(band => AccompanimentMeasurement.Of(one.Played, band)))]
        );
    }

    /// <summary>Every measure.</summary>
    public ImmutableArray<BandJudgement> Judgements { get; }

    private int Songs => _all.Count(one => one.Own is not null);

    private int Bands => _all.Sum(one => one.Bands.Length);

    /// <inheritdoc/>
    public JsonObject ToJson(int unclear) =>
        new()
        {
            ["songs"] = Songs,
            ["phrases"] = _all.Length - Songs,
            ["bands"] = Bands,
            ["unclear"] = unclear,
            ["measures"] = new JsonObject(
                Judgements.Select(judgement =>
                    KeyValuePair.Create(
                        judgement.Measure.Name,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["description"] = judgement.Measure.Description,
                                ["song"] = Numbers(judgement.Song),
                                ["model"] = Numbers(judgement.Model),
                                ["within"] = Figure.Node(judgement.Within),
                            }
                    )
                )
            ),
        };

    /// <inheritdoc/>
    public void Print(TextWriter output, int unclear)
    {
        output.WriteLine(
            FormattableString.Invariant(
                $"{Songs} songs and {_all.Length - Songs} phrases, {Bands} bands; {unclear} songs left out as unclear or without that part"
            )
        );
        output.WriteLine($"{"quartiles", -54} {"song", 17} {"model", 17}  within the songs'");
        foreach (BandJudgement j in Judgements)
            output.WriteLine($"{j.Measure.Description, -54} {Text(j.Song), 17} {Text(j.Model), 17}  {Figure.Text(j.Within), 6}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnswerRoll>[] Rolls() =>
        [
            .. _all.Select(one =>
                (IReadOnlyList<AnswerRoll>)(
                    one.Own is { } own
                        ? [Roll(one.Song.Name, one.Played, own), Roll("accompanied", one.Played, one.Bands[0])]
                        : [.. one.Bands.Select((band, i) => Roll($"{one.Song.Name}, band {i + 1}", one.Played, band))]
                )
            ),
        ];

    private static AnswerRoll Roll(string title, Phrase played, Phrase band)
    {
        Phrase all = played.With(band);
        int half = all.Bars / 2;
        return new AnswerRoll(title, all.Cut(0, half), all.Cut(half, all.Bars - half));
    }

    private static string Text(Quartiles of) => $"{Figure.Text(of.Lower)} {Figure.Text(of.Median)} {Figure.Text(of.Upper)}";

    private static JsonArray Numbers(Quartiles of) => [Figure.Node(of.Lower), Figure.Node(of.Median), Figure.Node(of.Upper)];
}
