using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Study.Serving;

namespace LakhNes.Cli.Commands.Study;

/// <summary><c>lakhnes study serve</c>: the page on which listeners answer.</summary>
internal static class StudyServeCommand
{
    private const int DefaultPort = 8650;

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Argument<string> folder = StudyCommand.Folder();
        Option<int> port = CommonOptions.Number("--port", "The port on this machine's loopback.", DefaultPort, 1, 65535);
        var command = new Command("serve", "Open the page on which listeners answer, on this machine only.") { folder, port };
        command.SetAction(parsed =>
        {
            using var server = new StudyServer(
                StudyCommand.OpenWithPairs(parsed.GetRequiredValue(folder)),
                parsed.GetValue(port)
            );
            context.Output.WriteLine($"{server.Address} is open until Ctrl+C; answers go to {parsed.GetValue(folder)}/answers");
            context.Output.Flush();
            Interrupts.EndInGoodOrder(stop =>
            {
                server.Run(stop);
                return true;
            });
        });
        return command;
    }
}
