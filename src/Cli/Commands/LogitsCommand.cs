using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Cli.Generation;
using LakhNes.Cli.Terminal;
using LakhNes.Generator;
using LakhNes.Generator.Decoding;

namespace LakhNes.Cli.Commands;

/// <summary><c>lakhnes logits</c>: what a model expects after each of some tokens.</summary>
internal static class LogitsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        Option<string> model = ModelAccess.ModelOption();
        var tokens = new Option<int[]>("--tokens")
        {
            Description = "Token ids, separated by commas.",
            HelpName = "0,5,17",
            Required = true,
            CustomParser = result =>
            {
                string[] parts = result.Tokens[0].Value.Split(',');
                int[] ids = new int[parts.Length];
                for (int i = 0; i < parts.Length; i++)
                {
                    if (
                        int.TryParse(
                            parts[i],
                            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                            CultureInfo.InvariantCulture,
                            out ids[i]
                        )
                    )
                        continue;
                    result.AddError($"--tokens: '{parts[i]}' is no token id.");
                }

                return ids;
            },
        };
        Option<int?> memory = ModelAccess.MemoryOption();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("logits", "Print what a model expects after each of some tokens.")
        {
            model,
            tokens,
            memory,
            json,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            int? memoryLength = parsed.GetValue(memory);
            using TransformerXlModel loaded = ModelAccess.Load(path, new ModelLoadOptions { MaximumWindow = memoryLength + 1 });
            using var decoder = new TransformerXlDecoder(loaded, new DecoderOptions { MemoryLength = memoryLength });
            int[] ids = parsed.GetRequiredValue(tokens);
            foreach (int id in ids)
            {
                if (id >= loaded.Dimensions.TokenCount)
                    throw new CommandException("--tokens", $"{id} is no token: the model has {loaded.Dimensions.TokenCount}");
            }

            float[][] logits = [.. ids.Select(id => decoder.Step(id).ToArray())];
            if (parsed.GetValue(json))
            {
                context.WriteJson(
                    new JsonObject
                    {
                        ["logits"] = new JsonArray([
                            .. logits.Select(row => new JsonArray([.. row.Select(logit => JsonValue.Create(logit))])),
                        ]),
                    }
                );
                return;
            }

            foreach (float[] row in logits)
                context.Output.WriteLine(
                    string.Join(' ', row.Select(logit => logit.ToString("0.######", CultureInfo.InvariantCulture)))
                );
        });
        return command;
    }
}
