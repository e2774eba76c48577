using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes import DIR --out M.onnx</c>: a LakhNES checkpoint becomes a model.</summary>
internal static class ImportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("DIR")
        {
            Description = "The checkpoint's folder: model.pt, vocab.txt and, for music in frames, unit.txt.",
        };
        var output = new Option<string>("--out")
        {
            Description = "The model to write.",
            HelpName = "M.onnx",
            Required = true,
        };
        CommonOptions.Extension(output, ".onnx");
        var precision = new Option<string>("--precision")
        {
            Description = "fp32, or int8 (a quarter of the size, several times as fast).",
            DefaultValueFactory = _ => "fp32",
        };
        precision.AcceptOnlyFromAmong("fp32", "int8");
        Option<bool> json = CommonOptions.Json();

        var percent = new Option<bool>("--percent")
        {
            Description = "Print how far it has come, a line each per cent, for a program that waits.",
        };
        var command = new Command("import", "Make a model of a LakhNES checkpoint.") { input, output, precision, json, percent };
        command.SetAction(parsed =>
            context.WithProgress(
                "Importing",
                bar =>
                {
                    Files.CheckOutputs([parsed.GetValue(output)], [parsed.GetValue(input)]);
                    IProgress<double> whole = parsed.GetValue(percent) ? new PercentLines(context.Output) : bar;
                    TransformerXlWeights weights = ModelAccess.ReadCheckpoint(
                        parsed.GetRequiredValue(input),
                        new PartialProgress(whole, 0, 0.5)
                    );
                    string path = parsed.GetRequiredValue(output);
                    bool int8 = parsed.GetValue(precision) == "int8";
                    var rest = new PartialProgress(whole, 0.5, 1);
                    Files.Write(
                        path,
                        stream => ModelFile.Write(weights, int8 ? ModelPrecision.Int8 : ModelPrecision.Float32, stream, rest)
                    );
                    Report(context, path, weights, int8 ? "int8" : "fp32", parsed.GetValue(json));
                }
            )
        );
        return command;
    }

    private static void Report(CommandContext context, string path, TransformerXlWeights weights, string precision, bool json)
    {
        TransformerXlDimensions d = weights.Dimensions;
        if (!json)
        {
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"{path}: {d.ParameterCount / 1e6:0.0} M parameters, {d.LayerCount} layers, {d.TokenCount} symbols in {weights.Vocabulary.Unit.Name}s, {precision}"
                )
            );
            return;
        }

        context.WriteJson(
            new JsonObject
            {
                ["file"] = path,
                ["parameters"] = d.ParameterCount,
                ["layers"] = d.LayerCount,
                ["heads"] = d.HeadCount,
                ["modelSize"] = d.ModelSize,
                ["headSize"] = d.HeadSize,
                ["innerSize"] = d.InnerSize,
                ["memoryLength"] = d.MemoryLength,
                ["symbols"] = d.TokenCount,
                ["timeUnit"] = weights.Vocabulary.Unit.Name,
                ["precision"] = precision,
                ["provenance"] = weights.Provenance,
            }
        );
    }
}
