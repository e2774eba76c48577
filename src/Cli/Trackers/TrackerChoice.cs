using System.CommandLine;
using LakhNes.Cli.Audio;
using LakhNes.Cli.Terminal;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Trackers;

namespace LakhNes.Cli.Trackers;

/// <summary><c>--pattern-bars</c> and <c>--instruments</c>: how a piece becomes a tracker's module.</summary>
internal sealed class TrackerChoice
{
    // steps of a preset that count in notes are taken at this tempo, 120 quarters a minute, in console frames
    private const double FramesPerQuarter = 30;

    private const double SecondsAMinute = 60;

    private readonly Option<int> _bars = CommonOptions.Number(
        "--pattern-bars",
        "Trackers: bars of a pattern.",
        ModuleBuilder.UsualBars,
        1,
        SongWriteOptions.MostPatternBars
    );

    private readonly Option<string?> _preset = new("--instruments")
    {
        Description = "Trackers: a preset whose sounds become the instruments; otherwise plain tones.",
        HelpName = "PRESET",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_bars);
        command.Options.Add(_preset);
    }

    /// <summary>The options that the user gave, which do nothing where no module is written.</summary>
    public IEnumerable<string> Given(ParseResult parsed) =>
        new Option[] { _bars, _preset }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => option.Name);

    /// <summary>The file that is read.</summary>
    public string? Input(ParseResult parsed) =>
        parsed.GetValue(_preset) is { } preset && SoundChoice.IsFile(preset) ? preset : null;

    /// <summary>Adds what the user chose.</summary>
    /// <exception cref="CommandException">There is no such preset.</exception>
    public SongWriteOptions Choose(ParseResult parsed, SongWriteOptions options)
    {
        options = options with { PatternBars = parsed.GetValue(_bars) };
        if (parsed.GetValue(_preset) is not { } preset)
            return options;
        using var engine = new ChipEngine(background: false);
        SoundChoice.LoadPreset(engine, preset, "--instruments");
        return options with { Band = BandOf(engine, FramesPerQuarter) };
    }

    /// <summary>A take's instruments: those that an engine plays now.</summary>
    public static TrackerBand BandOf(ChipEngine engine, Take take) =>
        BandOf(engine, SecondsAMinute * TimeUnit.Frame.PerSecond / take.Tempo);

    private static TrackerBand BandOf(ChipEngine engine, double framesPerQuarter)
    {
        var settings = new InstrumentSettings();
        return PresetFile.TryRead(engine.SavePreset("", ""), settings, out _, out string error)
            ? TrackerBand.OfVoices(PresetInstruments.Of(settings, framesPerQuarter))
            : throw new InvalidOperationException(error);
    }
}
