using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Drawing;
using LakhNes.Study.Analysis;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;
using LakhNes.Study.Storage;

namespace LakhNes.Cli.Commands.Study;

/// <summary><c>lakhnes study analyse</c>: what listeners said of each model.</summary>
internal static class StudyAnalyseCommand
{
    // as in LakhNES' study
    private const double MostFailed = 0.05;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Argument<string> folder = StudyCommand.Folder();
        Option<string?> key = StudyCommand.KeyOption();
        Option<double> failed = CommonOptions.Number(
            "--failed-controls",
            "Leave out listeners who failed a larger share of their controls.",
            MostFailed,
            0.0,
            1.0
        );
        var png = new Option<string?>("--png") { Description = "Draw a chart.", HelpName = "FILE" };
        var csv = new Option<string?>("--csv") { Description = "Write a line a source.", HelpName = "FILE" };
        CommonOptions.Extension(png, ".png");
        CommonOptions.Extension(csv, ".csv");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("analyse", "Say how each model came off.") { folder, key, failed, png, csv, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder),
                keyFile = StudyCommand.KeyFile(path, parsed.GetValue(key));
            StudyFolder study = StudyCommand.OpenWithPairs(path);
            Files.CheckOutputs([parsed.GetValue(png), parsed.GetValue(csv)], [keyFile, path, study.Answers]);
            StudyPlan plan = study.ReadPlan();
            StudyAnalysis analysis;
            try
            {
                analysis = new StudyAnalysis(
                    StudyFolder.ReadKey(keyFile),
                    plan,
                    study.ReadAnswers(plan),
                    parsed.GetValue(failed)
                );
            }
            catch (ArgumentException failure)
            {
                throw new CommandException(keyFile, failure.Message);
            }

            int counted = analysis.Listeners.Count(listener => listener.IsCounted);
            string listeners = $"{counted} of {analysis.Listeners.Count} listeners";
            if (parsed.GetValue(png) is { } chart)
                Files.Write(
                    chart,
                    stream => PngWriter.Write(stream, StudyChart.Draw(analysis, $"{Path.GetFileName(path)}: {listeners}"))
                );
            if (parsed.GetValue(csv) is { } table)
                Files.Write(table, stream => stream.Write(Encoding.UTF8.GetBytes(Csv(analysis))));
            if (parsed.GetValue(json))
                context.WriteJson(Json(analysis));
            else
                Print(context.Output, analysis, listeners);
        });
        return command;
    }

    private static void Print(TextWriter output, StudyAnalysis analysis, string listeners)
    {
        output.WriteLine($"{listeners} count");
        foreach (ListenerResult listener in analysis.Listeners.Where(listener => !listener.IsCounted))
            output.WriteLine(
                $"left out: {listener.Listener}, {(listener.Controls == 0 ? "who met no control" : $"who failed {listener.Failed} of {listener.Controls} controls")}"
            );
        int width = Math.Max(6, analysis.Sources.Max(source => source.Source.Length));
        output.WriteLine($"{"source".PadRight(width)}  {"taken for real", -26}  preferred");
        foreach (SourceResult source in analysis.Sources)
            output.WriteLine(
                $"{source.Source.PadRight(width)}  {Share(source.Real, source.RealError, source.Tested), -26}  {Share(source.Preference, source.PreferenceError, source.Compared)}"
            );
        foreach (Meeting meeting in analysis.Meetings)
            output.WriteLine($"{meeting.One} preferred to {meeting.Other} {meeting.Preferred} of {meeting.Compared} times");
    }

    private static string Share(double share, double error, int count) =>
        count == 0 ? "-" : FormattableString.Invariant($"{100 * share:0.0} % +- {100 * error:0.0} (of {count})");

    private static string Csv(StudyAnalysis analysis)
    {
        var text = new StringBuilder("source,role,taken_for_real,of,share,standard_error,preferred,of,share,standard_error\n");
        foreach (SourceResult s in analysis.Sources)
            text.Append(
                CultureInfo.InvariantCulture,
                $"\"{s.Source.Replace("\"", "\"\"")}\",{Name(s.Role)},{s.TakenForReal},{s.Tested},{Cell(s.Real)},{Cell(s.RealError)},{s.Preferred},{s.Compared},{Cell(s.Preference)},{Cell(s.PreferenceError)}\n"
            );
        return text.ToString();
    }

    private static string Cell(double value) =>
        double.IsFinite(value) ? value.ToString("0.#####", CultureInfo.InvariantCulture) : "";

    private static string Name(ClipRole role) => role.ToString().ToLowerInvariant();

    private static JsonObject Json(StudyAnalysis analysis) =>
        new()
        {
            ["sources"] = new JsonArray([
                .. analysis.Sources.Select(source => new JsonObject
                {
                    ["source"] = source.Source,
                    ["role"] = Name(source.Role),
                    ["takenForReal"] = Figures(source.TakenForReal, source.Tested, source.Real, source.RealError),
                    ["preferred"] = Figures(source.Preferred, source.Compared, source.Preference, source.PreferenceError),
                }),
            ]),
            ["meetings"] = new JsonArray([
                .. analysis.Meetings.Select(meeting => new JsonObject
                {
                    ["one"] = meeting.One,
                    ["other"] = meeting.Other,
                    ["preferred"] = meeting.Preferred,
                    ["of"] = meeting.Compared,
                }),
            ]),
            ["listeners"] = new JsonArray([
                .. analysis.Listeners.Select(listener => new JsonObject
                {
                    ["listener"] = listener.Listener,
                    ["answered"] = listener.Answered,
                    ["asked"] = listener.Asked,
                    ["controls"] = listener.Controls,
                    ["failed"] = listener.Failed,
                    ["counts"] = listener.IsCounted,
                }),
            ]),
        };

    private static JsonObject? Figures(int part, int whole, double share, double error) =>
        whole == 0
            ? null
            : new JsonObject
            {
                ["times"] = part,
                ["of"] = whole,
                ["share"] = share,
                ["standardError"] = error,
            };
}
