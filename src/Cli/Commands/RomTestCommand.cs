using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Testing;

namespace LakhNes.Cli.Commands;

/// <summary>
/// <c>lakhnes romtest ROM.nes</c>: runs a test ROM and reports its verdict. That the ROM failed is a result, not an error.
/// </summary>
internal static class RomTestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context)
    {
        var rom = new Argument<string>("ROM.nes") { Description = "The test ROM, an iNES file." };
        Option<double> seconds = CommonOptions.Number("--seconds", "Console time after which it is stopped.", 60.0, 0.1, 3600);
        var region = new Option<ApuRegion?>("--region")
        {
            Description = "The console; without it what the header says, else the name of file or folder (\"pal\"), else NTSC.",
        };
        Option<bool> json = CommonOptions.Json();

        var command = new Command("romtest", "Run a test ROM and report its verdict.") { rom, seconds, region, json };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(rom);
            try
            {
                CartridgeImage image = InesReader.Read(Files.ReadAllBytes(path), path);
                ApuRegion console = parsed.GetValue(region) ?? image.BestRegion;
                Report(context, path, console, RomTest.Run(image, console, parsed.GetValue(seconds)), parsed.GetValue(json));
            }
            catch (CartridgeException failure)
            {
                throw new CommandException(failure.Message);
            }
        });
        return command;
    }

    private static void Report(CommandContext context, string path, ApuRegion region, RomTestResult result, bool json)
    {
        string status = result.Status.ToString().ToLowerInvariant();
        if (!json)
        {
            string code = result.Code is int number ? $" (code {number})" : "";
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"{path}: {status}{code} after {result.Seconds:0.0} s, audio peak {result.AudioPeakDb:0.0} dB"
                )
            );
            if (result.Text.Length > 0)
                context.Output.WriteLine(result.Text);
            return;
        }
        var report = new JsonObject
        {
            ["status"] = status,
            ["code"] = result.Code,
            ["text"] = result.Text,
            ["audioPeakDb"] = Math.Round(result.AudioPeakDb, 1),
            ["evidence"] = Name(result.Evidence),
            ["region"] = region.ToString().ToUpperInvariant(),
            ["seconds"] = Math.Round(result.Seconds, 2),
        };
        if (result.Gap is { } gap)
        {
            report["gapLevelDb"] = Math.Round(gap.LevelDb, 1);
            report["gapToneDb"] = Math.Round(gap.ToneDb, 1);
        }
        context.WriteJson(report);
    }

    private static string Name(RomTestEvidence evidence) =>
        evidence switch
        {
            RomTestEvidence.StatusByte => "status byte",
            RomTestEvidence.Screen => "screen",
            RomTestEvidence.Sound => "sound",
            _ => "none",
        };
}
