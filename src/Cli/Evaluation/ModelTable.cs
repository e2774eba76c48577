using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Drawing;

namespace LakhNes.Cli.Evaluation;

/// <summary>
/// Models side by side, as in table 2 of the LakhNES paper: perplexities, and what compares between vocabularies as well, nats
/// and tokens a second of music.
/// </summary>
/// <param name="models">The rows.</param>
/// <param name="splits">The splits that were evaluated.</param>
internal sealed class ModelTable(IReadOnlyList<EvaluatedModel> models, IReadOnlyList<string> splits)
{
    private static readonly Color Bar = Color.FromRgb(0xF0B44A);

    /// <summary>Writes it as text.</summary>
    public void Print(TextWriter output)
    {
        int width = Math.Max(5, models.Max(model => model.Name.Length));
        output.WriteLine(
            $"{"model".PadRight(width)}  {"million", 8}  {"unit", -6}{string.Concat(splits.Select(split => $"  {split + " perplexity", 16}  {"nats/s", 8}  {"tokens/s", 8}"))}"
        );
        foreach (EvaluatedModel model in models)
        {
            output.Write(
                FormattableString.Invariant($"{model.Name.PadRight(width)}  {model.Parameters / 1e6, 8:0.00}  {model.Unit, -6}")
            );
            foreach (SplitEvaluation split in splits.Select(name => model.Splits[name]))
                output.Write(
                    FormattableString.Invariant(
                        $"  {split.Result.Perplexity, 16:0.000}  {split.Result.NatsPerSecond, 8:0.00}  {split.Result.TokensPerSecond, 8:0.0}"
                    )
                );
            output.WriteLine();
        }
    }

    /// <summary>A line a model.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("model,parameters,unit");
        foreach (string split in splits)
            text.Append(
                CultureInfo.InvariantCulture,
                $",{split}_perplexity,{split}_nats_per_token,{split}_nats_per_second,{split}_tokens_per_second"
            );
        text.Append('\n');
        foreach (EvaluatedModel model in models)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{model.Name.Replace("\"", "\"\"")}\",{model.Parameters},{model.Unit}");
            foreach (SplitEvaluation split in splits.Select(name => model.Splits[name]))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $",{split.Result.Perplexity:0.0000},{split.Result.MeanNll:0.00000},{split.Result.NatsPerSecond:0.000},{split.Result.TokensPerSecond:0.000}"
                );
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>An object a model.</summary>
    public JsonArray ToJson() =>
        new([
            .. models.Select(model => new JsonObject
            {
                ["model"] = model.Name,
                ["parameters"] = model.Parameters,
                ["timeUnit"] = model.Unit,
                ["splits"] = new JsonObject(
                    splits.Select(split => KeyValuePair.Create(split, (JsonNode?)model.Splits[split].ToJson()))
                ),
            }),
        ]);

    /// <summary>Draws perplexity and nats a second of each split.</summary>
    /// <param name="title">What was evaluated.</param>
    public Canvas Draw(string title) =>
        BarChart.Draw(
            title,
            [
                .. splits.Select(split => Panel($"{split}: perplexity", split, result => result.Perplexity, "0.000")),
                .. splits.Select(split =>
                    Panel($"{split}: nats a second of music", split, result => result.NatsPerSecond, "0.00")
                ),
            ]
        );

    private BarPanel Panel(
        string title,
        string split,
        Func<Generator.Evaluation.EvaluationResult, double> figure,
        string format
    ) =>
        new(
            title,
            [
                .. models.Select(model =>
                {
                    double value = figure(model.Splits[split].Result);
                    return new ChartBar(model.Name, value, value.ToString(format, CultureInfo.InvariantCulture), Bar);
                }),
            ]
        );
}
