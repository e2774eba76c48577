using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Score.Registers;

namespace LakhNes.Cli.Commands.Vgm;

/// <summary><c>lakhnes vgm shorten</c>: some of a log's commands.</summary>
internal static class VgmShortenCommand
{
    private const int UsualCount = 1024; // nesmdb's

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Argument<string> input = VgmCommand.Input(),
            output = VgmCommand.Output();
        Option<int> start = CommonOptions.Number(
            "--start",
            "Commands to leave out at the beginning; a command is a write, or the wait between two.",
            0,
            0,
            int.MaxValue
        );
        Option<int> count = CommonOptions.Number("--max", "Commands to keep at most.", UsualCount, 1, int.MaxValue);
        Option<bool> json = CommonOptions.Json();
        var command = new Command("shorten", "Keep so many commands of a VGM file.") { input, output, start, count, json };
        command.SetAction(parsed =>
            VgmCommand.Run(
                context,
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(output),
                parsed.GetValue(json),
                log => LogExcerpt.Shortened(log, parsed.GetValue(start), parsed.GetValue(count))
            )
        );
        return command;
    }
}
