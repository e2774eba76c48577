using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Cli.Commands.Vgm;

/// <summary><c>lakhnes vgm</c>: parts of a VGM file, as nesmdb's <c>vgm_simplify</c> and <c>vgm_shorten</c> make them.</summary>
internal static class VgmCommand
{
    private const string Plain = ".vgm",
        Packed = ".vgz";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandContext context) =>
        new("vgm", "Leave out parts of a VGM file.") { VgmSimplifyCommand.Create(context), VgmShortenCommand.Create(context) };

    /// <summary>The file that is read.</summary>
    public static Argument<string> Input() => new("IN") { Description = "A VGM file of the NES (.vgm .vgz)." };

    /// <summary>The file that is written.</summary>
    public static Argument<string> Output() => new("OUT") { Description = "The file to write (.vgm .vgz)." };

    /// <summary>Reads a file, leaves a part of it out, writes the rest and says how much that is.</summary>
    /// <param name="context">Where to say it.</param>
    /// <param name="input">A VGM file, whatever its name.</param>
    /// <param name="output">Another name.</param>
    /// <param name="json">Say it as JSON.</param>
    /// <param name="part">What is written of the log.</param>
    /// <exception cref="CommandException">The output has another extension, or is the input.</exception>
    /// <exception cref="ScoreFormatException">The input is no VGM file of the NES.</exception>
    public static void Run(CommandContext context, string input, string output, bool json, Func<RegisterLog, RegisterLog> part)
    {
        bool compress = output.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);
        if (!compress && !output.EndsWith(Plain, StringComparison.OrdinalIgnoreCase))
            throw new CommandException(output, $"its extension is none of {Plain} {Packed}");
        Files.CheckOutputs([output], [input]);
        RegisterLog log = VgmFile.Read(input);
        foreach (ReadError warning in log.Warnings)
            context.Warn(warning);
        RegisterLog kept = part(log);
        byte[] bytes = VgmFile.Write(kept, compress);
        Files.Write(output, stream => stream.Write(bytes));
        double seconds = kept.Length / TimeUnit.Sample.PerSecond;
        int left = log.Writes.Length - kept.Writes.Length;
        if (json)
            context.WriteJson(
                new JsonObject
                {
                    ["file"] = output,
                    ["seconds"] = seconds,
                    ["writes"] = kept.Writes.Length,
                    ["leftOut"] = left,
                }
            );
        else
            context.Output.WriteLine(
                FormattableString.Invariant($"{output}: {kept.Writes.Length} writes, {left} left out, {seconds:0.0} s")
            );
    }
}
