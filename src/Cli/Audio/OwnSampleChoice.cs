using System.CommandLine;
using System.Globalization;
using LakhNes.Cli.Terminal;
using LakhNes.Engine;
using LakhNes.Instrument.Samples;
using LakhNes.Score;

namespace LakhNes.Cli.Audio;

/// <summary><c>--sample</c>: the user's own samples and the keys that play them.</summary>
internal sealed class OwnSampleChoice
{
    private const string Form = "expected KEY[-KEY][,rate N][,root KEY][,loop][,unscaled]=FILE";

    private readonly Option<string[]> _samples = new("--sample")
    {
        Description =
            "A WAV or .dmc file as the chip's sample, for the DMC voice and for channel 10: KEY[-KEY][,rate 0-15][,root KEY]"
            + "[,loop][,unscaled]=FILE, such as C2=kick.wav. Without rate: the highest at which it fits; root, which sounds as "
            + "recorded, is the highest key. May be given again.",
        HelpName = "KEYS=FILE",
    };

    /// <summary>Gives a command this option.</summary>
    public void AddTo(Command command) => command.Options.Add(_samples);

    /// <summary>The files that are read.</summary>
    public IEnumerable<string?> Inputs(ParseResult parsed) => Given(parsed).Select(text => Split(text).File);

    /// <summary>Adds the samples to those of an engine, before them.</summary>
    /// <exception cref="CommandException">One is said wrongly, its file is missing or none, or there is no room.</exception>
    public void Load(ParseResult parsed, ChipEngine engine)
    {
        var own = new List<OwnSample>();
        foreach (string text in Given(parsed))
            own.Add(Read(text, RoomBeside(own, engine)));
        if (own.Count == 0)
            return;
        if (!DmcSampleBank.TryMake([.. own, .. engine.Samples.Own], out DmcSampleBank bank))
            throw new CommandException("--sample", $"there is room for {DmcSampleBank.MostOwn} samples");
        engine.Samples = bank;
    }

    private string[] Given(ParseResult parsed) => parsed.GetValue(_samples) ?? [];

    private static int RoomBeside(List<OwnSample> own, ChipEngine engine)
    {
        if (DmcSampleBank.TryMake([.. own, .. engine.Samples.Own], out DmcSampleBank bank) && bank.Room > 0)
            return bank.Room;
        throw new CommandException("--sample", $"there is no room for more than {bank.Own.Length} samples");
    }

    private static OwnSample Read(string text, int room)
    {
        (string words, string file) = Split(text);
        string[] parts = words.Split(',', StringSplitOptions.TrimEntries);
        int dash = parts[0].IndexOf('-', Math.Min(1, parts[0].Length));
        int low = Key(text, dash < 0 ? parts[0] : parts[0][..dash]),
            high = dash < 0 ? low : Key(text, parts[0][(dash + 1)..]);
        if (high < low)
            throw new CommandException($"--sample {text}", "the second key is below the first");
        var sample = new OwnSample
        {
            LowKey = low,
            HighKey = high,
            RootKey = high,
        };
        int? rate = null;
        bool normalises = true;
        foreach (string part in parts[1..])
        {
            if (part == "loop")
                sample = sample with { Loops = true };
            else if (part == "unscaled")
                normalises = false;
            else if (part.StartsWith("root "))
                sample = sample with { RootKey = Key(text, part[5..]) };
            else if (part.StartsWith("rate "))
                rate = Rate(text, part[5..]);
            else
                throw new CommandException($"--sample {text}", Form);
        }

        return SampleFile.TryRead(file, sample, rate, normalises, room, out sample, out string error)
            ? sample
            : throw new CommandException(error);
    }

    private static (string Words, string File) Split(string text)
    {
        int equals = text.IndexOf('=');
        return equals > 0 && equals < text.Length - 1
            ? (text[..equals], text[(equals + 1)..])
            : throw new CommandException($"--sample {text}", Form);
    }

    private static int Key(string text, string key)
    {
        key = key.Trim();
        bool known =
            int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || KeyName.TryParse(key, out number);
        if (!known || number is < 0 or > 127)
            throw new CommandException($"--sample {text}", $"there is no key {key}");
        return number;
    }

    private static int Rate(string text, string rate) =>
        int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < SampleEncoder.Rates
            ? number
            : throw new CommandException($"--sample {text}", $"the chip's rates are 0 to 15, not {rate}");
}
