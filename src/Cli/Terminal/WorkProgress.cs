using Spectre.Console;

namespace LakhNes.Cli.Terminal;

/// <summary>
/// How far long work has come. Reports on the caller's thread: <see cref="Progress{T}"/> would post to the thread pool.
/// </summary>
/// <param name="title">What is being done, in a word or two.</param>
/// <param name="bar">The bar that shows it; null where nobody watches.</param>
internal sealed class WorkProgress(string title, ProgressTask? bar) : IProgress<double>
{
    /// <summary>Somebody watches.</summary>
    public bool IsShown => bar is not null;

    /// <summary>Reports the share done, 0 to 1.</summary>
    public void Report(double value) => bar?.Value(value);

    /// <summary>Shows a few words behind the title.</summary>
    public void Note(string words)
    {
        if (bar is not null)
            bar.Description = Markup.Escape($"{title}, {words}");
    }
}
