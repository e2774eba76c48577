using System.CommandLine;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Dsp.Apu;

namespace LakhNes.Cli.Audio;

/// <summary>
/// <c>--sample-rate</c>, <c>--bits</c>, <c>--filter</c> and <c>--mixer</c>: how what is written to the chip becomes a WAV file.
/// </summary>
internal sealed class ChipSoundChoice
{
    private readonly Option<int> _rate = CommonOptions.Number("--sample-rate", "WAV: samples a second.", 44_100, 8_000, 384_000);

    private readonly Option<int> _bits = new("--bits")
    {
        Description = "WAV: bits a sample: 16, 24, or 32 for floats.",
        DefaultValueFactory = _ => 16,
    };

    private readonly Option<string> _filter = new("--filter")
    {
        Description = "WAV: the console's output filters; off for the chip's own output, as other players give it.",
        DefaultValueFactory = _ => "nes",
    };

    private readonly Option<string> _mixer = new("--mixer")
    {
        Description = "WAV: how the channels add up: as the NES's resistors do, or in a straight line.",
        DefaultValueFactory = _ => "nes",
    };

    /// <summary>Makes the options.</summary>
    public ChipSoundChoice()
    {
        _bits.AcceptOnlyFromAmong("16", "24", "32");
        _filter.AcceptOnlyFromAmong("nes", "famicom", "off");
        _mixer.AcceptOnlyFromAmong("nes", "linear");
    }

    private Option[] All => [_rate, _bits, _filter, _mixer];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
            command.Options.Add(option);
    }

    /// <summary>The options that the user gave, which do nothing where no WAV file is written.</summary>
    public IEnumerable<string> Given(ParseResult parsed) =>
        All.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    /// <summary>What the user chose.</summary>
    public SongWriteOptions Choose(ParseResult parsed) =>
        new()
        {
            SampleRate = parsed.GetValue(_rate),
            SampleFormat = parsed.GetValue(_bits) switch
            {
                16 => WavSampleFormat.Pcm16,
                24 => WavSampleFormat.Pcm24,
                _ => WavSampleFormat.Float32,
            },
            Filter = parsed.GetValue(_filter) switch
            {
                "famicom" => ConsoleFilter.Famicom,
                "off" => ConsoleFilter.Off,
                _ => ConsoleFilter.Nes,
            },
            Mixer = parsed.GetValue(_mixer) == "linear" ? MixerModel.Linear : MixerModel.NonLinear,
        };
}
