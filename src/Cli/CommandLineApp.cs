using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using LakhNes.Cli.Commands;
using LakhNes.Cli.Commands.Study;
using LakhNes.Cli.Commands.Vgm;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;
using LakhNes.Score;

namespace LakhNes.Cli;

/// <summary>The <c>lakhnes</c> command: parses, runs one command, and turns what happened into an exit code and a line.</summary>
internal static class CommandLineApp
{
    // a file may be called @song.mid: no response files
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, CommandContext context) => Run(BuildRoot(context), args, context);

    /// <summary>What a command line says, without doing it.</summary>
    internal static ParseResult Parse(IReadOnlyList<string> args, CommandContext context) =>
        BuildRoot(context).Parse(args, Parsing);

    /// <summary>Runs a command line of the given commands.</summary>
    internal static int Run(RootCommand root, IReadOnlyList<string> args, CommandContext context)
    {
        ParseResult parsed = root.Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction)
            return WrongUsage(parsed, context);

        try
        {
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = context.Output,
                    Error = context.Error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (CommandException failure)
        {
            return Fail(context, failure.Message);
        }
        catch (Exception failure)
            when (failure is ScoreFormatException or SongException or IOException or UnauthorizedAccessException)
        {
            return Fail(context, failure.Message);
        }
        catch (Exception fault)
        {
            // a fault of the program's own: named, so that it can be reported
            return Fail(context, $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    // one line a command, in the order in which help lists them
    private static RootCommand BuildRoot(CommandContext context) =>
        new("The NES sound chip as an instrument: render, convert and examine chip music.")
        {
            GenerateCommand.Create(context),
            ContinueCommand.Create(context),
            AccompanyCommand.Create(context),
            TrainCommand.Create(context),
            EvalCommand.Create(context),
            LogitsCommand.Create(context),
            ImportCommand.Create(context),
            ExportCommand.Create(context),
            ConvertCommand.Create(context),
            VgmCommand.Create(context),
            BandCommand.Create(context),
            DatasetCommand.Create(context),
            AdaptCommand.Create(context),
            AugmentCommand.Create(context),
            ExpressCommand.Create(context),
            LearnExpressionCommand.Create(context),
            StatsCommand.Create(context),
            JudgeCommand.Create(context),
            StudyCommand.Create(context),
            RenderCommand.Create(context),
            TakeCommand.Create(context),
            RomTestCommand.Create(context),
        };

    private static int WrongUsage(ParseResult parsed, CommandContext context)
    {
        // the parser repeats what several rules object to
        string causes = string.Join(' ', parsed.Errors.Select(error => OneLine(error.Message)).Distinct());
        string command = "";
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } named; at = at.Parent)
            command = $" {named.Command.Name}{command}";
        context.Error.WriteLine($"lakhnes: {OneLine(causes)} See 'lakhnes{command} --help'.");
        return ExitCode.Usage;
    }

    private static int Fail(CommandContext context, string message)
    {
        context.Error.WriteLine($"lakhnes: {OneLine(message)}");
        return ExitCode.Failure;
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
