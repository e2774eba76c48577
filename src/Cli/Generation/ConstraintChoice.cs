using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LakhNes.Cli.Terminal;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Generation;

/// <summary>What music may be: voices, key, ranges, repeats, density, grammar.</summary>
internal sealed class ConstraintChoice
{
    private readonly Option<VoiceSet?> _voices = VoicesOption("--voices", "Voices that may play, of P1, P2, TR and NO.", null);

    private readonly Option<Scale?> _key = new("--key")
    {
        Description = "Notes belong to a key, such as \"D minor\" or \"F# major\".",
        HelpName = "KEY",
        CustomParser = ParseKey,
    };

    private readonly Option<AllowedRange[]> _ranges = new("--range")
    {
        Description = "A voice stays within MIDI keys (noise: 1-16), such as P1=60-84; may be given again.",
        HelpName = "VOICE=LOW-HIGH",
        CustomParser = result => [.. result.Tokens.Select(token => ParseRange(token.Value, result)).OfType<AllowedRange>()],
    };

    private readonly Option<double?> _density = CommonOptions.OptionalNumber(
        "--density",
        "Above 0 more notes a second, below 0 fewer.",
        -8.0,
        8
    );

    private readonly Option<int?> _repeats = CommonOptions.OptionalNumber(
        "--max-repeats",
        "A pitched voice plays one note at most so often in a row; 16 frees small models that get stuck.",
        1,
        10_000
    );

    private readonly Option<bool> _anything = new("--no-grammar")
    {
        Description =
            "As LakhNES: also what no music means, such as a second note of a voice at one instant, or an end of no note.",
    };

    /// <summary>An option that names voices, separated by commas.</summary>
    public static Option<VoiceSet?> VoicesOption(string name, string description, VoiceSet? initial) =>
        new(name)
        {
            Description = description,
            HelpName = "P1,P2,TR,NO",
            DefaultValueFactory = _ => initial,
            CustomParser = result =>
            {
                VoiceSet voices = default;
                foreach (string part in result.Tokens[0].Value.Split(','))
                {
                    if (VoiceOf(part.Trim()) is { } voice)
                        voices = voices.With(voice);
                    else
                        result.AddError($"{name}: '{part}' is no voice; there are P1, P2, TR and NO.");
                }

                return voices;
            },
        };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_voices);
        command.Options.Add(_key);
        command.Options.Add(_ranges);
        command.Options.Add(_density);
        command.Options.Add(_repeats);
        command.Options.Add(_anything);
    }

    /// <summary>The voices that may play; null: all.</summary>
    public VoiceSet? Voices(ParseResult parsed) => parsed.GetValue(_voices);

    /// <summary>The user chose a key.</summary>
    public bool HasKey(ParseResult parsed) => parsed.GetValue(_key) is not null;

    /// <summary>What the user chose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="sketch">What counts where the user says nothing.</param>
    public List<ILogitConstraint> Constraints(ParseResult parsed, TokenVocabulary vocabulary, PieceSketch sketch)
    {
        var constraints = new List<ILogitConstraint>();
        if (!parsed.GetValue(_anything))
            constraints.Add(new Grammar());
        if ((parsed.GetValue(_voices) ?? sketch.Voices) is { } voices)
            constraints.Add(new AllowedVoices(voices));
        if (parsed.GetValue(_key) is { } key)
            constraints.Add(new AllowedScale(key));
        else if (sketch.Key is { } home)
            constraints.Add(
                new Tonality
                {
                    Key = home,
                    Start = Metre.Common.StepsPerBar,
                    Bar = Metre.Common.StepsPerBar,
                }
            );
        constraints.AddRange(parsed.GetValue(_ranges) ?? []);
        if (parsed.GetValue(_repeats) is { } longest)
            constraints.Add(new RepeatLimit(longest));
        if ((parsed.GetValue(_density) ?? sketch.Density) is { } amount)
            constraints.Add(new Density(amount));
        return constraints;
    }

    private static Scale? ParseKey(ArgumentResult result)
    {
        string[] words = result.Tokens[0].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int tonic = words.Length == 2 ? PitchClassOf(words[0]) : -1;
        if (tonic >= 0 && words[1].Equals("major", StringComparison.OrdinalIgnoreCase))
            return Scale.Major(tonic);
        if (tonic >= 0 && words[1].Equals("minor", StringComparison.OrdinalIgnoreCase))
            return Scale.Minor(tonic);
        result.AddError(
            $"--key: '{result.Tokens[0].Value}' is no key; expected a note (C to B, with # or b) and major or minor."
        );
        return null;
    }

    private static int PitchClassOf(string name)
    {
        bool flat = name.Length == 2 && name[1] == 'b';
        int natural = Array.FindIndex(
            [.. KeyName.PitchClasses],
            pitch => pitch.Equals(flat ? name[..1] : name, StringComparison.OrdinalIgnoreCase)
        );
        return flat && natural >= 0 ? (natural + 11) % 12 : natural;
    }

    private static AllowedRange? ParseRange(string text, ArgumentResult result)
    {
        string[] parts = text.Split('=', '-');
        if (
            parts.Length == 3
            && VoiceOf(parts[0]) is { } voice
            && TryParse(parts[1], out int low)
            && TryParse(parts[2], out int high)
            && low <= high
            && voice.LowestNote() <= high
            && voice.HighestNote() >= low
        )
            return new AllowedRange(voice, low, high);
        result.AddError($"--range: '{text}' is no range that a voice can play; expected something like P1=60-84.");
        return null;
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static NesVoice? VoiceOf(string tag)
    {
        foreach (NesVoice voice in Enum.GetValues<NesVoice>())
        {
            if (tag.Equals(voice.Tag(), StringComparison.OrdinalIgnoreCase))
                return voice;
        }

        return null;
    }
}
