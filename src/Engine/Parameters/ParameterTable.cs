using LakhNes.Dsp.Apu;
using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Instrument.Settings;
using LakhNes.Score;

namespace LakhNes.Engine.Parameters;

/// <summary>
/// All parameters, in the order in which hosts list them. To add one: give it a new id here (or a row in
/// <see cref="GeneratorTable"/>) and never change it.
/// </summary>
public static partial class ParameterTable
{
    internal const uint LeadBeatsId = 1060;
    internal const uint LeadTimeId = 1061;
    internal const uint TokensPerSecondId = 1062;
    internal const uint LateNotesId = 1063;
    internal const uint MemoryId = 1064;

    private static readonly List<Parameter> Building = [];
    private static readonly Parameter[] Table = Build();
    private static readonly Dictionary<uint, Parameter> ById = Index();

    /// <summary>Every parameter; a parameter's <see cref="Parameter.Index"/> is its place here.</summary>
    public static ReadOnlySpan<Parameter> All => Table;

    /// <summary>The parameter with an id, or null.</summary>
    public static Parameter? Find(uint id) => ById.GetValueOrDefault(id);

    /// <summary>A parameter of the group Main.</summary>
    public static Parameter Of(MainParameter parameter) => ById[(uint)parameter];

    /// <summary>The parameter of a generator's setting; of <see cref="GeneratorTable.Voices"/> that of the first voice.</summary>
    public static Parameter Of(Setting setting) => ById[setting.Id];

    /// <summary>The parameter that decides whether a voice is composed.</summary>
    public static Parameter OfComposed(NesVoice voice) => ById[GeneratorTable.Voices.Id + (uint)voice];

    /// <summary>A parameter of a voice.</summary>
    /// <param name="voice">The voice.</param>
    /// <param name="offset">Its id counted from the voice's first.</param>
    /// <returns>Null where the voice has none.</returns>
    public static Parameter? OfVoice(ApuVoice voice, uint offset) => Find(FirstIdOf(voice) + offset);

    /// <summary>The parameter with a name, case aside, or null.</summary>
    public static Parameter? Find(string name) =>
        Array.Find(Table, parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name that hosts show for a channel of the chip.</summary>
    public static string VoiceName(ApuVoice voice) =>
        voice switch
        {
            ApuVoice.Pulse1 => "Pulse 1",
            ApuVoice.Pulse2 => "Pulse 2",
            ApuVoice.Triangle => "Triangle",
            ApuVoice.Noise => "Noise",
            _ => "DMC",
        };

    private static Parameter[] Build()
    {
        AddMain();
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            AddVoice(voice);
        AddGenerator();
        return [.. Building];
    }

    private static Dictionary<uint, Parameter> Index()
    {
        var byId = new Dictionary<uint, Parameter>();
        foreach (Parameter parameter in Table)
            byId.Add(parameter.Id, parameter);
        return byId;
    }

    private static void AddMain()
    {
        const string group = "Main";
        Add(
            (uint)MainParameter.Bypass,
            "Bypass",
            group,
            Switch,
            s => Bit(s.Bypass),
            (s, v) => s.Bypass = v > 0,
            "Silences the plugin; notes are still followed."
        );
        Add(
            (uint)MainParameter.OutputGain,
            "Output Gain",
            group,
            Decibels,
            s => s.OutputGainDecibels,
            (s, v) => s.OutputGainDecibels = v,
            "Level of everything that leaves the plugin."
        );
        Add(
            (uint)MainParameter.Region,
            "Region",
            group,
            ParameterRange.Choice("NTSC", "PAL", "Dendy"),
            s => (int)s.Region,
            (s, v) => s.Region = (ApuRegion)v,
            "The console: NTSC (America, Japan) runs faster and tunes otherwise than PAL (Europe) and Dendy."
        );
        Add(
            (uint)MainParameter.Mixer,
            "Mixer",
            group,
            ParameterRange.Choice("NES", "Linear"),
            s => (int)s.Mixer,
            (s, v) => s.Mixer = (MixerModel)v,
            "NES mixes its voices as the console did: they press on each other. Linear adds them up cleanly."
        );
        Add(
            (uint)MainParameter.Filter,
            "Filter",
            group,
            ParameterRange.Choice("NES", "Famicom", "Off"),
            s => (int)s.Filter,
            (s, v) => s.Filter = (ConsoleFilter)v,
            "The console's output filters; the Famicom lets more bass through. Off is the bare chip."
        );
        Add(
            (uint)MainParameter.MidiDialect,
            "MIDI Dialect",
            group,
            ParameterRange.Choice("Standard", "NES-MDB", "MPE"),
            s => (int)s.Instrument.MidiDialect,
            (s, v) => s.Instrument.MidiDialect = (MidiDialect)v,
            "What MIDI means. Standard for keyboards and DAWs, NES-MDB for files of that data set, MPE for expressive controllers."
        );
        Add(
            (uint)MainParameter.VoiceMode,
            "Voice Mode",
            group,
            ParameterRange.Choice("Channels", "Poly", "Unison", "Arpeggio", "Solo"),
            s => (int)s.Instrument.VoiceMode,
            (s, v) => s.Instrument.VoiceMode = (VoiceMode)v,
            "How notes find a voice. Poly spreads chords over the voices; Channels gives each voice a MIDI channel of its own."
        );
        Add(
            (uint)MainParameter.BendRange,
            "Bend Range",
            group,
            ParameterRange.Continuous(0, 24, "st", decimals: 2),
            s => s.Instrument.BendRange,
            (s, v) => s.Instrument.BendRange = v,
            "How far the pitch wheel bends."
        );
        Add(
            (uint)MainParameter.Modulation,
            "Modulation",
            group,
            ParameterRange.Continuous(0, 200, "ct"),
            s => s.Instrument.ModulationCents,
            (s, v) => s.Instrument.ModulationCents = v,
            "Vibrato at full modulation wheel or pressure."
        );
        Add(
            (uint)MainParameter.ExactPitch,
            "Exact Pitch",
            group,
            Switch,
            s => Bit(s.Instrument.ExactPitch),
            (s, v) => s.Instrument.ExactPitch = v > 0,
            "Alternates the chip's neighbouring pitches so that high notes are in tune. Off is as the hardware plays."
        );
        Add(
            (uint)MainParameter.UnisonVoices,
            "Unison Voices",
            group,
            ParameterRange.Whole(2, 3),
            s => s.Instrument.UnisonVoices,
            (s, v) => s.Instrument.UnisonVoices = (int)v,
            "Voices that play one note together in Unison mode."
        );
        Add(
            (uint)MainParameter.UnisonDetune,
            "Unison Detune",
            group,
            ParameterRange.Whole(0, 16, "periods"),
            s => s.Instrument.UnisonDetune,
            (s, v) => s.Instrument.UnisonDetune = (int)v,
            "How far those voices are apart, in periods of the chip's timers."
        );
        Add(
            (uint)MainParameter.ArpeggioClock,
            "Arpeggio Clock",
            group,
            Clocks,
            s => (int)s.Instrument.ArpeggioClock,
            (s, v) => s.Instrument.ArpeggioClock = (StepClock)v,
            "What the arpeggio steps by: a console frame makes a shimmering chord, note lengths a line in tempo."
        );
        Add(
            (uint)MainParameter.ArpeggioOrder,
            "Arpeggio Order",
            group,
            ParameterRange.Choice("Up", "Down", "Up-Down", "Played"),
            s => (int)s.Instrument.ArpeggioOrder,
            (s, v) => s.Instrument.ArpeggioOrder = (ArpeggioOrder)v,
            "Order in which the held notes are played."
        );
        Add(
            (uint)MainParameter.ArpeggioOctaves,
            "Arpeggio Octaves",
            group,
            ParameterRange.Whole(1, 4),
            s => s.Instrument.ArpeggioOctaves,
            (s, v) => s.Instrument.ArpeggioOctaves = (int)v,
            "Octaves that the arpeggio climbs."
        );
        Add(
            (uint)MainParameter.SoloVoice,
            "Solo Voice",
            group,
            ParameterRange.Choice("Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"),
            s => (int)s.Instrument.SoloVoice,
            (s, v) => s.Instrument.SoloVoice = (ApuVoice)v,
            "The voice that Solo and Arpeggio mode play on."
        );
        Add(
            (uint)MainParameter.ProgramChange,
            "Program Change",
            group,
            ParameterRange.Choice("Presets", "General MIDI", "Off"),
            s => (int)s.Instrument.Programs,
            (s, v) => s.Instrument.Programs = (ProgramMeaning)v,
            "What MIDI program changes do: load a preset, let a channel's notes sound as General MIDI names them, or nothing."
        );
    }

    private static void AddGenerator()
    {
        const string group = "Generator";
        foreach (Setting row in GeneratorTable.All)
        {
            if (row == GeneratorTable.Voices)
                AddComposed(group);
            else
                Add(
                    row.Id,
                    row.Name,
                    group,
                    row.Range,
                    s => row.Read(in s.Generation),
                    (s, v) => row.Write(ref s.Generation, v),
                    row.Tip
                );
        }

        AddOutput(LeadBeatsId, "Generator Lead", group, ParameterRange.Continuous(0, 16, "beats", decimals: 2));
        AddOutput(LeadTimeId, "Generator Lead Time", group, ParameterRange.Continuous(0, 100_000, "ms"));
        AddOutput(TokensPerSecondId, "Tokens Per Second", group, ParameterRange.Continuous(0, 100_000, "tokens/s"));
        AddOutput(LateNotesId, "Late Notes", group, ParameterRange.Whole(0, 9999));
        AddOutput(MemoryId, "Generator Memory", group, ParameterRange.Continuous(0, 10_000, "MB"));
    }

    private static void AddComposed(string group)
    {
        Setting<VoiceSet> row = GeneratorTable.Voices;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            NesVoice own = voice;
            Add(
                row.Id + (uint)own,
                $"{row.Name} {VoiceName((ApuVoice)own)}",
                group,
                Switch,
                s => Bit(row.Of(in s.Generation).Contains(own)),
                (s, v) =>
                    row.Set(ref s.Generation, v > 0 ? row.Of(in s.Generation).With(own) : row.Of(in s.Generation).Without(own)),
                row.Tip
            );
        }
    }

    private static uint FirstIdOf(ApuVoice voice) => 100 * ((uint)voice + 1);

    private static ParameterRange Switch => ParameterRange.Choice("Off", "On");

    private static ParameterRange Decibels => ParameterRange.Continuous(-60, 12, "dB", curve: 0.5);

    private static ParameterRange Clocks =>
        ParameterRange.Choice("Frame", "1/64", "1/32T", "1/32", "1/16T", "1/16", "1/8T", "1/8");

    private static double Bit(bool on) => on ? 1 : 0;

    private static void Add(
        uint id,
        string name,
        string group,
        ParameterRange range,
        Func<EngineSettings, double> read,
        Action<EngineSettings, double> write,
        string tip
    ) => Building.Add(new Parameter(id, Building.Count, name, group, range, read, write, tip));

    private static void AddOutput(uint id, string name, string group, ParameterRange range) =>
        Building.Add(
            new Parameter(id, Building.Count, name, group, range, _ => range.Minimum, (_, _) => { }, name, isOutput: true)
        );
}
