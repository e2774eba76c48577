using System.CommandLine;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Composition;
using LakhNes.Score.Registers;

namespace LakhNes.Cli.Commands.Vgm;

/// <summary><c>lakhnes vgm simplify</c>: the voices' writes alone.</summary>
internal static class VgmSimplifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Argument<string> input = VgmCommand.Input(),
            output = VgmCommand.Output();
        Option<VoiceSet?> keep = ConstraintChoice.VoicesOption("--keep", "Voices whose writes stay.", VoiceSet.All);
        Option<bool> json = CommonOptions.Json();
        var command = new Command(
            "simplify",
            "Leave out the sample channel, other chips, the loop, and the voices that are not to be kept."
        )
        {
            input,
            output,
            keep,
            json,
        };
        command.SetAction(parsed =>
        {
            VoiceSet kept = parsed.GetValue(keep) ?? VoiceSet.All;
            VgmCommand.Run(
                context,
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(output),
                parsed.GetValue(json),
                log => LogExcerpt.Simplified(log, kept.Contains)
            );
        });
        return command;
    }
}
