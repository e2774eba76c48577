using System.Globalization;

namespace LakhNes.Training.Reports;

/// <summary>A line of a run's log.</summary>
/// <param name="Step">Steps so far.</param>
/// <param name="Tokens">Tokens so far.</param>
/// <param name="Seconds">Seconds of training so far.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Loss">Mean negative log-likelihood of a token since the last line, in nats, where there were steps.</param>
/// <param name="GradientNorm">Mean norm of the gradients since then.</param>
/// <param name="TokensPerSecond">Speed since then.</param>
/// <param name="ValidLoss">The same of the validation songs, where it was measured.</param>
/// <param name="NatsPerSecond">Nats a second of validation music, where it was measured.</param>
public sealed record LogEntry(
    long Step,
    long Tokens,
    double Seconds,
    double Rate,
    double? Loss,
    double? GradientNorm,
    double? TokensPerSecond,
    double? ValidLoss = null,
    double? NatsPerSecond = null
)
{
    /// <summary>The names of the columns.</summary>
    public const string Header =
        "step,tokens,seconds,learning_rate,loss,gradient_norm,tokens_per_second,valid_loss,nats_per_second";

    /// <summary>The entry as a line of CSV.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Step},{Tokens},{Seconds:0.00},{Rate:G6},{Loss:0.00000},{GradientNorm:G6},{TokensPerSecond:0},{ValidLoss:0.00000},{NatsPerSecond:0.000}"
        );

    /// <summary>Reads a line of CSV.</summary>
    /// <returns>The entry, or null where the line is none.</returns>
    public static LogEntry? TryParse(string line)
    {
        string[] fields = line.Split(',');
        double[] numbers = new double[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                if (fields[i].Length > 0)
                    return null;
                numbers[i] = double.NaN;
            }
        }

        return numbers is [var step, var tokens, var seconds, var rate, var loss, var norm, var speed, var valid, var nats]
            ? new LogEntry(
                (long)step,
                (long)tokens,
                seconds,
                rate,
                Optional(loss),
                Optional(norm),
                Optional(speed),
                Optional(valid),
                Optional(nats)
            )
            : null;
    }

    private static double? Optional(double number) => double.IsNaN(number) ? null : number;
}
