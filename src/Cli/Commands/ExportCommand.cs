using System.CommandLine;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes export M.onnx --out DIR</c>: a model becomes a LakhNES checkpoint.</summary>
internal static class ExportCommand
{
    private static readonly string[] Names = ["model.pt", "vocab.txt", "unit.txt"];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("M.onnx") { Description = "The model." };
        var output = new Option<string>("--out")
        {
            Description = "The folder to write model.pt and vocab.txt to.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("export", "Make a LakhNES checkpoint of a model.") { input, output };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(input),
                folder = parsed.GetRequiredValue(output);
            if (File.Exists(folder))
                throw new CommandException(folder, "is a file; a folder is to be written");
            if (Directory.Exists(folder))
                Files.CheckOutputs(Names.Select(name => Path.Combine(folder, name)), [path]);
            TransformerXlWeights weights = ModelAccess.Guard(
                path,
                () =>
                {
                    using ModelFile file = ModelFile.Open(path);
                    return file.ReadWeights();
                }
            );
            Files.Guarded(folder, () => CheckpointWriter.WriteFolder(weights, folder));
            context.Output.WriteLine(
                $"{folder}: model.pt, vocab.txt{(File.Exists(Path.Combine(folder, "unit.txt")) ? ", unit.txt" : "")}"
            );
        });
        return command;
    }
}
