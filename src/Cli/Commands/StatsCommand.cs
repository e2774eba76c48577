using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Pictures;
using LakhNes.Corpus.Statistics;
using LakhNes.Drawing;
using LakhNes.Score;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes stats</c>: what pieces are like, and how far from other ones.</summary>
internal static class StatsCommand
{
    private const double Shortest = 5;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var pieces = new Argument<string[]>("DIR_OR_FILES")
        {
            Description = "The pieces: files of any format, or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var against = new Option<string?>("--against")
        {
            Description = "Compare with the pieces of this folder.",
            HelpName = "DIR",
        };
        Option<double> seconds = CommonOptions.Number(
            "--seconds",
            $"Look at so much of each piece; those of less than {Shortest} s are left out.",
            30.0,
            Shortest,
            Song.LongestSeconds
        );
        var png = new Option<string?>("--png") { Description = "Draw a chart.", HelpName = "FILE" };
        var csv = new Option<string?>("--csv") { Description = "Write every distribution as a table.", HelpName = "FILE" };
        CommonOptions.Extension(png, ".png");
        CommonOptions.Extension(csv, ".csv");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("stats", "Measure pieces, and how far they are from others.")
        {
            pieces,
            against,
            seconds,
            png,
            csv,
            json,
        };
        command.SetAction(parsed =>
        {
            Files.CheckOutputs([parsed.GetValue(png), parsed.GetValue(csv)]);
            double longest = parsed.GetValue(seconds);
            string[] named = parsed.GetRequiredValue(pieces);
            string? other = parsed.GetValue(against);
            PieceMeasurement[] measured = Measure(context, named, longest),
                reference = other == null ? [] : Measure(context, [other], longest);
            ImmutableArray<MeasureComparison> comparisons = MeasureComparison.Of(measured, reference);
            if (parsed.GetValue(png) is { } chart)
                Files.Write(
                    chart,
                    stream =>
                        PngWriter.Write(
                            stream,
                            StatisticsChart.Draw(
                                comparisons,
                                Title(string.Join(' ', named), measured),
                                other == null ? null : Title(other, reference)
                            )
                        )
                );
            if (parsed.GetValue(csv) is { } table)
                Files.Write(table, stream => stream.Write(Encoding.UTF8.GetBytes(Csv(comparisons))));
            if (parsed.GetValue(json))
                context.WriteJson(Json(comparisons, measured.Length, reference.Length));
            else
                Print(context, comparisons, measured.Length, other == null ? null : reference.Length);
        });
        return command;
    }

    private static string Title(string name, PieceMeasurement[] measured) => $"{name} ({measured.Length} pieces)";

    private static PieceMeasurement[] Measure(CommandContext context, string[] paths, double seconds)
    {
        string[] files = SongFolder.Files(paths);
        var results = new PieceMeasurement?[files.Length];
        var errors = new ReadError?[files.Length];
        int adapted = 0;
        context.WithProgress(
            "Measuring",
            progress =>
                ParallelWork.For(
                    files.Length,
                    Environment.ProcessorCount,
                    i =>
                    {
                        if (
                            !Song.TryOpen(
                                files[i],
                                new SongReadOptions { Seconds = 2 * seconds },
                                out Song? song,
                                out ReadError error
                            )
                        )
                            errors[i] = error;
                        else if (song.Seconds >= Shortest)
                            results[i] = PieceMeasurement.Of(song.Score, seconds);
                        if (song is { IsAdapted: true })
                            Interlocked.Increment(ref adapted);
                    },
                    progress
                )
        );
        if (errors is [{ } only])
            throw new CommandException(only.ToString());
        foreach (ReadError? error in errors.Where(error => error != null))
            context.Warn(error!);
        if (adapted > 0)
            context.Error.WriteLine(
                $"lakhnes: {adapted} of {files.Length} songs are ordinary MIDI, laid out for the console's voices"
            );
        PieceMeasurement[] measured = [.. results.OfType<PieceMeasurement>()];
        return measured.Length > 0
            ? measured
            : throw new CommandException(string.Join(' ', paths), $"no piece of {Shortest} s or more");
    }

    private static void Print(CommandContext context, ImmutableArray<MeasureComparison> comparisons, int pieces, int? reference)
    {
        context.Output.WriteLine(reference == null ? $"{pieces} pieces" : $"{pieces} pieces against {reference}");
        foreach (MeasureComparison c in comparisons)
        {
            string line = $"{c.Measure.Name, -34} {Summary(c.Measure, c.Results)}";
            if (reference != null)
            {
                string unit = c.Measure.Kind == MeasureKind.Values ? c.Measure.Unit : "bit";
                line += FormattableString.Invariant(
                    $"   reference {Summary(c.Measure, c.Reference)}   distance {c.Distance:0.0000} {unit}, {c.TimesChance:0.0} times chance"
                );
            }

            context.Output.WriteLine(line);
        }

        if (reference != null)
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"{"in the mean", -34} {MeasureComparison.Overall(comparisons):0.00} times as far as chance puts the reference's own pieces"
                )
            );
    }

    /// <summary>
    /// The mean of numbers; of counts the share of the voices that are silent or stuck, or the commonest label.
    /// </summary>
    private static string Summary(Measure measure, double[] results)
    {
        double sum = results.Sum();
        if (results.Length == 0 || (sum == 0 && measure.Kind == MeasureKind.Shares))
            return "-";
        if (measure.Kind == MeasureKind.Values)
            return results.Average().ToString("0.00", CultureInfo.InvariantCulture);
        if (measure.Labels.Length == 2 * NesVoices.Count)
            return string.Join(
                ' ',
                Enumerable
                    .Range(0, NesVoices.Count)
                    .Select(voice =>
                        FormattableString.Invariant(
                            $"{((NesVoice)voice).Tag()} {100 * results[NesVoices.Count + voice] / Math.Max(results[voice] + results[NesVoices.Count + voice], 1):0}%"
                        )
                    )
            );

        int most = Array.IndexOf(results, results.Max());
        return FormattableString.Invariant($"{measure.Labels[most]}: {100 * results[most] / sum:0}%");
    }

    private static JsonObject Json(ImmutableArray<MeasureComparison> comparisons, int pieces, int reference) =>
        new()
        {
            ["pieces"] = pieces,
            ["against"] = reference,
            ["measures"] = new JsonArray([
                .. comparisons.Select(c =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = c.Measure.Name,
                            ["unit"] = c.Measure.Unit,
                            ["labels"] = c.Measure.Kind == MeasureKind.Values ? null : List(c.Measure.Labels),
                            ["results"] = List(c.Results),
                            ["reference"] = List(c.Reference),
                            ["distance"] = Figure.Node(c.Distance),
                            ["distanceUnit"] = c.Measure.Kind == MeasureKind.Values ? c.Measure.Unit : "bit",
                            ["chance"] = Figure.Node(c.Chance),
                            ["timesChance"] = Figure.Node(c.TimesChance),
                        }
                ),
            ]),
            ["timesChance"] = Figure.Node(MeasureComparison.Overall(comparisons)),
        };

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static JsonArray List(IEnumerable<double> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    /// <summary>A line a label (its count) or a number, first of the pieces, then of the reference.</summary>
    private static string Csv(ImmutableArray<MeasureComparison> comparisons)
    {
        var text = new StringBuilder("measure,set,label,value\n");
        foreach (MeasureComparison c in comparisons)
        {
            foreach ((string set, double[] results) in new[] { ("pieces", c.Results), ("against", c.Reference) })
            {
                for (int i = 0; i < results.Length; i++)
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"\"{c.Measure.Name}\",{set},{(c.Measure.Kind == MeasureKind.Values ? "" : c.Measure.Labels[i])},{results[i]:R}\n"
                    );
            }
        }

        return text.ToString();
    }
}
