using System.CommandLine;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Score;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes express SONG</c>: a song's notes with the dynamics and timbres that songs give such notes.</summary>
internal static class ExpressCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var song = new Argument<string>("SONG") { Description = "The song; dynamics and timbres of its own are not looked at." };
        Option<string> output = PieceFiles.OutputOption();
        var expression = new ExpressionChoice();
        Option<ulong?> seed = CommonOptions.Seed();
        var command = new Command("express", "Play a song's notes loud and soft, and in timbres, as NES songs do.")
        {
            song,
            output,
            seed,
        };
        expression.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(song),
                file = parsed.GetRequiredValue(output);
            Files.CheckOutputs([file], path);
            NesScore score = SongFile.Open(context, path).Score.WithoutExpression();
            PieceFiles.Write(file, expression.Express(parsed, score, parsed.GetValue(seed) ?? 0, beat: null));
            return ExitCode.Success;
        });
        return command;
    }
}
