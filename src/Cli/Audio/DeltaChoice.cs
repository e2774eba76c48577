using System.CommandLine;
using System.Text.Json.Nodes;
using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;
using LakhNes.Instrument.Samples;

namespace LakhNes.Cli.Audio;

/// <summary>
/// <c>--dmc-rate</c>, <c>--loop</c> and <c>--unscaled</c>: how a recording becomes a sample of the chip, as in the window.
/// </summary>
internal sealed class DeltaChoice
{
    private readonly Option<int?> _rate = CommonOptions.OptionalNumber(
        "--dmc-rate",
        "DMC: the chip's rate, 0 (slow) to 15 (by default the highest at which the sound fits).",
        0,
        SampleEncoder.Rates - 1
    );

    private readonly Option<bool> _loops = new("--loop")
    {
        Description = "DMC: made to be repeated: it ends at the level it starts from, and lasts what the chip can repeat.",
    };

    private readonly Option<bool> _unscaled = new("--unscaled")
    {
        Description = "DMC: as loud as the recording is, rather than as loud as the channel can be.",
    };

    private Option[] All => [_rate, _loops, _unscaled];

    /// <summary>Whether a file to write is a sample of the chip.</summary>
    public static bool IsOutput(string path) => path.EndsWith(SampleFile.DmcExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <summary>The options that the user gave, which do nothing where no sample is written.</summary>
    public IEnumerable<string> Given(ParseResult parsed) =>
        All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    /// <summary>Encodes a recording.</summary>
    /// <param name="context">Where to tell what became of it.</param>
    /// <param name="parsed">The choice.</param>
    /// <param name="input">A WAV file.</param>
    /// <param name="output">The file of deltas.</param>
    /// <param name="json">Tell it as an object.</param>
    /// <exception cref="CommandException">It is no WAV file, silent or too long, or cannot be written.</exception>
    public void Convert(CommandContext context, ParseResult parsed, string input, string output, bool json)
    {
        if (!input.EndsWith(SampleFile.WavExtension, StringComparison.OrdinalIgnoreCase))
            throw new CommandException(input, $"only a {SampleFile.WavExtension} file becomes a {SampleFile.DmcExtension} file");
        Files.CheckOutputs([output], [input]);
        bool made = SampleFile.TryRead(
            input,
            new OwnSample { Loops = parsed.GetValue(_loops) },
            parsed.GetValue(_rate),
            normalises: !parsed.GetValue(_unscaled),
            OwnSample.MostBytes,
            out OwnSample sample,
            out string error
        );
        if (!made)
            throw new CommandException(error);
        Files.Write(output, stream => stream.Write(sample.Bytes.Span));
        double seconds = sample.Bytes.Length * 8 / SampleEncoder.BitRate(sample.Rate);
        if (json)
            context.WriteJson(
                new JsonObject
                {
                    ["file"] = output,
                    ["seconds"] = seconds,
                    ["bytes"] = sample.Bytes.Length,
                    ["rate"] = sample.Rate,
                    ["startLevel"] = sample.StartLevel,
                }
            );
        else
            context.Output.WriteLine(
                FormattableString.Invariant(
                    $"{output}: {sample.Bytes.Length} bytes, {seconds:0.00} s at rate {sample.Rate}, from level {sample.StartLevel}"
                )
            );
    }
}
