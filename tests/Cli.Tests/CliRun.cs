using System.CommandLine;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Tests;

/// <summary>What one run of the command line in this process gave.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs <c>lakhnes</c> with the given arguments.</summary>
    public static CliRun Of(params string[] args) => Capture(context => CommandLineApp.Run(args, context));

    /// <summary>Runs a command line of one command, to test what all commands share.</summary>
    public static CliRun Of(Func<CommandContext, Command> create, params string[] args) =>
        Capture(context => CommandLineApp.Run(new RootCommand { create(context) }, args, context));

    private static CliRun Capture(Func<CommandContext, int> run)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = run(new CommandContext(output, error, ErrorIsTerminal: false));
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
