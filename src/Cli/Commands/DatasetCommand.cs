using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes dataset MIDI_DIR OUT_DIR</c>: NES-MDB's folders of MIDI files become texts that models are trained on.
/// </summary>
internal static class DatasetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var input = new Argument<string>("MIDI_DIR")
        {
            Description = "A folder with train, valid or test folders of MIDI files.",
        };
        var output = new Argument<string>("OUT_DIR") { Description = "Where the same folders of texts and their vocabulary go." };
        var tx2 = new Option<bool>("--tx2") { Description = "With velocity and timbre (TX2)." };
        var txf = new Option<bool>("--txf")
        {
            Description = "In console frames (TXF); with --tx2 it holds velocity and timbre, too.",
        };
        var bars = new Option<bool>("--bars")
        {
            Description = "In bars, beats and positions (TXB), ornaments folded; songs whose bars are not sure are left out.",
        };
        Option<int> threads = CommonOptions.Number(
            "--threads",
            "Files converted side by side.",
            Environment.ProcessorCount,
            1,
            1024
        );
        Option<bool> json = CommonOptions.Json();
        var command = new Command("dataset", "Make training texts of a folder of NES-MDB's MIDI files.")
        {
            input,
            output,
            tx2,
            txf,
            bars,
            threads,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(bars) && (result.GetValue(txf) || result.GetValue(tx2)))
                result.AddError("--bars stands for a text of its own: neither --txf nor --tx2 goes with it.");
        });
        command.SetAction(parsed =>
        {
            NesTextFormat format = (parsed.GetValue(txf), parsed.GetValue(tx2)) switch
            {
                _ when parsed.GetValue(bars) => NesTextFormat.Txb,
                (true, true) => NesTextFormat.TxfExpression,
                (true, false) => NesTextFormat.Txf,
                (false, true) => NesTextFormat.Tx2,
                _ => NesTextFormat.Tx1,
            };
            var clock = Stopwatch.StartNew();
            IReadOnlyList<DatasetSplit> splits = [];
            context.WithProgress(
                "Converting",
                progress =>
                    splits = NesDataset.Convert(
                        parsed.GetRequiredValue(input),
                        parsed.GetRequiredValue(output),
                        format,
                        parsed.GetValue(threads),
                        progress
                    )
            );
            foreach (ReadError error in splits.SelectMany(split => split.Errors))
                context.Warn(error);
            double seconds = clock.Elapsed.TotalSeconds;
            if (parsed.GetValue(json))
                context.WriteJson(Json(splits, seconds));
            else
                Print(context, splits, seconds);
        });
        return command;
    }

    private static void Print(CommandContext context, IReadOnlyList<DatasetSplit> splits, double seconds)
    {
        foreach (DatasetSplit split in splits)
        {
            string unsure =
                split.Unsure == 0
                    ? ""
                    : FormattableString.Invariant(
                        $", {split.Unsure} songs of {split.UnsureSeconds / 3600:0.0} h whose bars are not sure"
                    );
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"{split.Name}: {split.Songs} songs, {split.Tokens} tokens, {split.Seconds / 3600:0.0} h of music, {split.Errors.Count} files left out{unsure}"
                )
            );
        }
        context.Output.WriteLine(FormattableString.Invariant($"in {seconds:0.0} s"));
    }

    private static JsonObject Json(IReadOnlyList<DatasetSplit> splits, double seconds)
    {
        var bySplit = new JsonObject();
        foreach (DatasetSplit split in splits)
            bySplit[split.Name] = new JsonObject
            {
                ["songs"] = split.Songs,
                ["tokens"] = split.Tokens,
                ["musicSeconds"] = Math.Round(split.Seconds, 3),
                ["errors"] = split.Errors.Count,
                ["unsure"] = split.Unsure,
                ["unsureSeconds"] = Math.Round(split.UnsureSeconds, 3),
            };

        return new JsonObject { ["splits"] = bySplit, ["seconds"] = Math.Round(seconds, 3) };
    }
}
