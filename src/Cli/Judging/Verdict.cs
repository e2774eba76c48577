using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Judging;
using LakhNes.Score.Judging;

namespace LakhNes.Cli.Judging;

/// <summary>What <c>lakhnes judge</c> says of answers.</summary>
internal sealed class Verdict : IVerdict
{
    private readonly JudgedAnswers[] _all;

    /// <summary>Judges answers. The stranger of a song is the next one; the last one's the first.</summary>
    public Verdict(JudgedAnswers[] all)
    {
        _all = all;
        JudgedAnswers[] songs = [.. all.Where(one => one.Song.Next is not null)],
            phrases = [.. all.Where(one => one.Song.Next is null)];
        Songs = songs.Length;
        Judgements = Judgement.Of(
            [.. songs.Select(one => AnswerMeasurement.Of(one.Song.Prompt, one.Song.Next!))],
            songs.Length < 2
                ? []
                : [.. songs.Select((one, i) => AnswerMeasurement.Of(one.Song.Prompt, songs[(i + 1) % songs.Length].Song.Next!))],
            [.. songs.SelectMany(one => one.Measured)],
            [.. phrases.SelectMany(one => one.Measured)]
        );
    }

    /// <summary>Every measure.</summary>
    public ImmutableArray<Judgement> Judgements { get; }

    /// <summary>How many of the answers are to songs, by their prompts; the others are to phrases.</summary>
    public int Songs { get; }

    private double OnBarLine => (double)_all.Sum(one => one.OnBarLine) / _all.Sum(one => one.Answers.Length);

    /// <inheritdoc/>
    public JsonObject ToJson(int unclear) =>
        new()
        {
            ["songs"] = Songs,
            ["phrases"] = _all.Length - Songs,
            ["answers"] = _all.Sum(one => one.Answers.Length),
            ["unclear"] = unclear,
            ["onBarLine"] = Number(OnBarLine),
            ["measures"] = new JsonObject(
                Judgements.Select(judgement =>
                    KeyValuePair.Create(
                        judgement.Measure.Name,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["description"] = judgement.Measure.Description,
                                ["song"] = Number(judgement.Song),
                                ["stranger"] = Number(judgement.Stranger),
                                ["model"] = Number(judgement.Model),
                                ["phrases"] = Number(judgement.Phrases),
                                ["spread"] = Number(judgement.Spread),
                                ["covered"] = Number(judgement.Covered),
                                ["windows"] = new JsonArray([.. judgement.Windows.Select(Number)]),
                            }
                    )
                )
            ),
            ["sum"] = Number(Judgement.Sum(Judgements)),
        };

    /// <inheritdoc/>
    public void Print(TextWriter output, int unclear)
    {
        output.WriteLine(
            Invariant(
                $"{Songs} songs and {_all.Length - Songs} phrases, {_all.Sum(one => one.Answers.Length)} answers; {unclear} songs left out as unclear"
            )
        );
        output.WriteLine($"{"", -66}   song  stranger  model  phrases  covered   bars 1-2, 3-4, ...");
        foreach (Judgement j in Judgements)
            output.WriteLine(
                $"{j.Measure.Description, -66} {Text(j.Song), 6} {Text(j.Stranger), 9} {Text(j.Model), 6} {Text(j.Phrases), 8} {Text(j.Covered), 8}   {string.Join(' ', j.Windows.Select(Text))}"
            );

        output.WriteLine(Invariant($"answers that begin on a bar line {OnBarLine:0.00}"));
        output.WriteLine($"sum {Text(Judgement.Sum(Judgements))}");
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnswerRoll>[] Rolls() =>
        [
            .. _all.Select(one =>
                one.Song.Next is { } next
                    ? (IReadOnlyList<AnswerRoll>)
                        [
                            new AnswerRoll(one.Song.Name, one.Song.Prompt, next),
                            new AnswerRoll("answer", one.Song.Prompt, one.Answers[0]),
                        ]
                    :
                    [
                        .. one.Answers.Select(
                            (answer, i) => new AnswerRoll($"{one.Song.Name}, answer {i + 1}", one.Song.Prompt, answer)
                        ),
                    ]
            ),
        ];

    private static string Text(double value) =>
        double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
