using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
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
            ["onBarLine"] = Figure.Node(OnBarLine),
            ["measures"] = new JsonObject(
                Judgements.Select(judgement =>
                    KeyValuePair.Create(
                        judgement.Measure.Name,
                        (JsonNode?)
                            new JsonObject
                            {
                                ["description"] = judgement.Measure.Description,
                                ["song"] = Figure.Node(judgement.Song),
                                ["stranger"] = Figure.Node(judgement.Stranger),
                                ["model"] = Figure.Node(judgement.Model),
                                ["phrases"] = Figure.Node(judgement.Phrases),
                                ["spread"] = Figure.Node(judgement.Spread),
                                ["covered"] = Figure.Node(judgement.Covered),
                                ["windows"] = new JsonArray([.. judgement.Windows.Select(Figure.Node)]),
                                ["songWindows"] = new JsonArray([.. judgement.SongWindows.Select(Figure.Node)]),
                            }
                    )
                )
            ),
            ["sum"] = Figure.Node(Judgement.Sum(Judgements)),
        };

    /// <inheritdoc/>
    public void Print(TextWriter output, int unclear)
    {
        output.WriteLine(
            Invariant(
                $"{Songs} songs and {_all.Length - Songs} phrases, {_all.Sum(one => one.Answers.Length)} answers; {unclear} songs left out as unclear"
            )
        );
        output.WriteLine($"{"", -66}   song  stranger  model  phrases  covered   bars 1-2, 3-4, ... | songs");
        foreach (Judgement j in Judgements)
        {
            output.Write($"{j.Measure.Description, -66} {Figure.Text(j.Song), 6} {Figure.Text(j.Stranger), 9}");
            output.Write($" {Figure.Text(j.Model), 6} {Figure.Text(j.Phrases), 8} {Figure.Text(j.Covered), 8}   ");
            output.WriteLine($"{Windows(j.Windows)} | {Windows(j.SongWindows)}");
        }

        output.WriteLine(Invariant($"answers that begin on a bar line {OnBarLine:0.00}"));
        output.WriteLine($"sum {Figure.Text(Judgement.Sum(Judgements))}");
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

    private static string Windows(ImmutableArray<double> means) => string.Join(' ', means.Select(Figure.Text));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
