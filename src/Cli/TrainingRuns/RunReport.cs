using System.Globalization;
using LakhNes.Cli.Terminal;
using LakhNes.Training.Reports;
using LakhNes.Training.Runs;

namespace LakhNes.Cli.TrainingRuns;

/// <summary>Shows a run in progress: a bar on a terminal, and the log's lines where there is none.</summary>
/// <param name="context">Where to write.</param>
/// <param name="progress">The bar.</param>
/// <param name="talks">Write lines, unless there is a bar.</param>
internal sealed class RunReport(CommandContext context, WorkProgress progress, bool talks) : IProgress<RunProgress>
{
    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        if (progress.IsShown)
        {
            progress.Report(value.Share);
            string left = value.Left is { } time ? $", {Duration(time)} left" : "";
            string best = value.Position.BestLoss is { } loss
                ? FormattableString.Invariant($", best {Math.Exp(loss):0.000}")
                : "";
            progress.Note(
                FormattableString.Invariant(
                    $"step {value.Position.Step}, perplexity {Math.Exp(value.Loss):0.000}{best}, {value.TokensPerSecond:0} tokens/s{left}"
                )
            );
        }
        else if (talks && value.Entry is { } entry)
        {
            context.Output.WriteLine(Line(entry, value));
            context.Output.Flush();
        }
    }

    private static string Line(LogEntry entry, RunProgress value)
    {
        List<string> parts = [];
        if (entry.Loss is { } mean)
            parts.Add(
                FormattableString.Invariant(
                    $"perplexity {Math.Exp(mean):0.000}, norm {entry.GradientNorm:0.000}, rate {entry.Rate:G3}, {entry.TokensPerSecond:0} tokens/s"
                )
            );
        if (entry.ValidLoss is { } loss)
            parts.Add(
                FormattableString.Invariant($"validation perplexity {Math.Exp(loss):0.0000} ({entry.NatsPerSecond:0.00} nats/s)")
            );
        if (value.Left is { } time && entry.Step > 0)
            parts.Add($"{Duration(time)} left");
        return FormattableString.Invariant($"step {entry.Step}, {entry.Tokens / 1e6:0.00} M tokens: {string.Join(", ", parts)}");
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1
            ? time.ToString(@"%d\:hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0', ':')
            : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
