using LakhNes.Score;

namespace LakhNes.Cli.Terminal;

/// <summary>The same work on many files: one that fails is told in its line and does not stop the others.</summary>
internal sealed class Batch
{
    private readonly List<string> _failures = [];

    private Batch(int count) => Seconds = new double?[count];

    /// <summary>The music of each file, in seconds; null of one that failed.</summary>
    public double?[] Seconds { get; }

    /// <summary>How many did not fail.</summary>
    public int Done => Seconds.Count(seconds => seconds != null);

    /// <summary>Does the work, a file after another.</summary>
    /// <param name="context">Where to write.</param>
    /// <param name="title">What is being done, in a word.</param>
    /// <param name="count">How many files.</param>
    /// <param name="work">Given a file's number, does it and gives its seconds of music.</param>
    public static Batch Run(CommandContext context, string title, int count, Func<int, double> work)
    {
        var batch = new Batch(count);
        context.WithProgress(
            title,
            progress =>
            {
                for (int i = 0; i < count; i++)
                {
                    try
                    {
                        batch.Seconds[i] = work(i);
                    }
                    catch (Exception failure) when (failure is CommandException or ScoreFormatException)
                    {
                        batch._failures.Add(failure.Message);
                        if (count > 1)
                            context.Error.WriteLine($"lakhnes: {failure.Message}");
                    }

                    progress.Report((i + 1.0) / count);
                }
            }
        );
        return batch;
    }

    /// <summary>Ends the command where something failed.</summary>
    /// <exception cref="CommandException">The one failure, or how many there were.</exception>
    public void ThrowIfFailed()
    {
        if (_failures.Count > 0)
            throw new CommandException(
                Seconds.Length == 1 ? _failures[0] : $"{_failures.Count} of {Seconds.Length} files failed"
            );
    }
}
