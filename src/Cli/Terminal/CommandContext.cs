using System.Text.Json.Nodes;
using Spectre.Console;

namespace LakhNes.Cli.Terminal;

/// <summary>Where a command writes: results to one writer, errors and progress to the other.</summary>
/// <param name="Output">Results (stdout).</param>
/// <param name="Error">Errors, one line each, and progress (stderr).</param>
/// <param name="ErrorIsTerminal">A person watches <paramref name="Error"/>: progress may be drawn there.</param>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, bool ErrorIsTerminal)
{
    /// <summary>TorchSharp's steps, in the program that has them; null elsewhere.</summary>
    public TorchSteps? Torch { get; init; }

    /// <summary>The process's own stdout and stderr.</summary>
    public static CommandContext ForConsole() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>Tells of something that does not stop the command.</summary>
    public void Warn(object what) => Error.WriteLine($"lakhnes: warning: {what}");

    /// <summary>Writes the one object that <c>--json</c> promises, on one line.</summary>
    public void WriteJson(JsonObject result) => Output.WriteLine(result.ToJsonString());

    /// <summary>Runs long work under a progress bar, which is drawn only on a terminal.</summary>
    /// <param name="title">What is being done, in a word or two.</param>
    /// <param name="work">Given a reporter of the share done, 0 to 1.</param>
    public void WithProgress(string title, Action<WorkProgress> work)
    {
        if (!ErrorIsTerminal)
        {
            work(new WorkProgress(title, null));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
        console
            .Progress()
            .AutoClear(true)
            .Start(bars => work(new WorkProgress(title, bars.AddTask(Markup.Escape(title), maxValue: 1))));
    }
}
