using LakhNes.Dsp.Apu;
using LakhNes.Engine.Generation;
using LakhNes.Generator.Composition;
using LakhNes.Instrument;
using LakhNes.Score;

namespace LakhNes.Engine.Parameters;

/// <summary>All parameters, in the order in which hosts list them. To add one: give it a new id here and never change it.</summary>
public static class ParameterTable
{
    internal const uint BypassId = 1;
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

    /// <summary>The parameter with a name, case aside, or null.</summary>
    public static Parameter? Find(string name) => Array.Find(Table, parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name that hosts show for a channel of the chip.</summary>
    public static string VoiceName(ApuVoice voice) => voice switch
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
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++) AddVoice(voice);
        AddGenerator();
        return [.. Building];
    }

    private static Dictionary<uint, Parameter> Index()
    {
        var byId = new Dictionary<uint, Parameter>();
        foreach (Parameter parameter in Table) byId.Add(parameter.Id, parameter);
        return byId;
    }

    private static void AddMain()
    {
        const string group = "Main";
        Add(BypassId, "Bypass", group, Switch, s => Bit(s.Bypass), (s, v) => s.Bypass = v > 0);
        Add(2, "Output Gain", group, Decibels, s => s.OutputGainDecibels, (s, v) => s.OutputGainDecibels = v);
        Add(3, "Region", group, ParameterRange.Choice("NTSC", "PAL", "Dendy"), s => (int)s.Region, (s, v) => s.Region = (ApuRegion)v);
        Add(4, "Mixer", group, ParameterRange.Choice("NES", "Linear"), s => (int)s.Mixer, (s, v) => s.Mixer = (MixerModel)v);
        Add(5, "Filter", group, ParameterRange.Choice("NES", "Famicom", "Off"), s => (int)s.Filter, (s, v) => s.Filter = (ConsoleFilter)v);
        Add(6, "MIDI Dialect", group, ParameterRange.Choice("Standard", "NES-MDB", "MPE"),
            s => (int)s.Instrument.MidiDialect, (s, v) => s.Instrument.MidiDialect = (MidiDialect)v);
        Add(7, "Voice Mode", group, ParameterRange.Choice("Channels", "Poly", "Unison", "Arpeggio", "Solo"),
            s => (int)s.Instrument.VoiceMode, (s, v) => s.Instrument.VoiceMode = (VoiceMode)v);
        Add(8, "Bend Range", group, ParameterRange.Continuous(0, 24, "st", decimals: 2),
            s => s.Instrument.BendRange, (s, v) => s.Instrument.BendRange = v);
        Add(9, "Modulation", group, ParameterRange.Continuous(0, 200, "ct"),
            s => s.Instrument.ModulationCents, (s, v) => s.Instrument.ModulationCents = v);
        Add(10, "Exact Pitch", group, Switch, s => Bit(s.Instrument.ExactPitch), (s, v) => s.Instrument.ExactPitch = v > 0);
        Add(11, "Unison Voices", group, ParameterRange.Whole(2, 3), s => s.Instrument.UnisonVoices, (s, v) => s.Instrument.UnisonVoices = (int)v);
        Add(12, "Unison Detune", group, ParameterRange.Whole(0, 16, "periods"),
            s => s.Instrument.UnisonDetune, (s, v) => s.Instrument.UnisonDetune = (int)v);
        Add(13, "Arpeggio Clock", group, Clocks, s => (int)s.Instrument.ArpeggioClock, (s, v) => s.Instrument.ArpeggioClock = (StepClock)v);
        Add(14, "Arpeggio Order", group, ParameterRange.Choice("Up", "Down", "Up-Down", "Played"),
            s => (int)s.Instrument.ArpeggioOrder, (s, v) => s.Instrument.ArpeggioOrder = (ArpeggioOrder)v);
        Add(15, "Arpeggio Octaves", group, ParameterRange.Whole(1, 4),
            s => s.Instrument.ArpeggioOctaves, (s, v) => s.Instrument.ArpeggioOctaves = (int)v);
        Add(16, "Solo Voice", group, ParameterRange.Choice("Pulse 1", "Pulse 2", "Triangle", "Noise", "DMC"),
            s => (int)s.Instrument.SoloVoice, (s, v) => s.Instrument.SoloVoice = (ApuVoice)v);
    }

    private static void AddVoice(ApuVoice voice)
    {
        string group = VoiceName(voice);
        uint id = 100 * ((uint)voice + 1);
        void Setting(uint offset, string name, ParameterRange range, Func<VoiceSettings, double> read, Action<VoiceSettings, double> write) =>
            Add(id + offset, group + " " + name, group, range, s => read(s.Instrument[voice]), (s, v) => write(s.Instrument[voice], v));

        bool pulse = voice is ApuVoice.Pulse1 or ApuVoice.Pulse2;
        bool pitched = pulse || voice == ApuVoice.Triangle;
        bool shaped = pulse || voice == ApuVoice.Noise;

        Setting(0, "Gain", Decibels, v => v.GainDecibels, (v, x) => v.GainDecibels = x);
        Setting(1, "Pan", ParameterRange.Continuous(-1, 1, "", decimals: 2), v => v.Pan, (v, x) => v.Pan = x);
        Setting(2, "Mute", Switch, v => Bit(v.Mute), (v, x) => v.Mute = x > 0);
        Setting(3, "Transpose", ParameterRange.Whole(-48, 48, "st"), v => v.Transpose, (v, x) => v.Transpose = (int)x);
        Setting(4, "Step Clock", Clocks, v => (int)v.StepClock, (v, x) => v.StepClock = (StepClock)x);

        if (shaped)
        {
            Setting(10, "Volume", ParameterRange.Whole(0, 15), v => v.Volume, (v, x) => v.Volume = (int)x);
            Setting(11, "Velocity Curve", ParameterRange.Choice("Fixed", "Linear", "Soft", "Hard"),
                v => (int)v.VelocityCurve, (v, x) => v.VelocityCurve = (VelocityCurve)x);
            Setting(12, "Envelope", Switch, v => Bit(v.HardwareEnvelope), (v, x) => v.HardwareEnvelope = x > 0);
            Setting(13, "Envelope Period", ParameterRange.Whole(0, 15), v => v.EnvelopePeriod, (v, x) => v.EnvelopePeriod = (int)x);
            Setting(14, "Envelope Loop", Switch, v => Bit(v.EnvelopeLoop), (v, x) => v.EnvelopeLoop = x > 0);
        }

        if (pulse)
        {
            Setting(20, "Duty", ParameterRange.Choice("12.5 %", "25 %", "50 %", "75 %"), v => v.Timbre, (v, x) => v.Timbre = (int)x);
            Setting(21, "Sweep", Switch, v => Bit(v.Sweep), (v, x) => v.Sweep = x > 0);
            Setting(22, "Sweep Period", ParameterRange.Whole(0, 7), v => v.SweepPeriod, (v, x) => v.SweepPeriod = (int)x);
            Setting(23, "Sweep Direction", ParameterRange.Choice("Down", "Up"), v => Bit(v.SweepUp), (v, x) => v.SweepUp = x > 0);
            Setting(24, "Sweep Shift", ParameterRange.Whole(0, 7), v => v.SweepShift, (v, x) => v.SweepShift = (int)x);
        }

        if (voice == ApuVoice.Noise)
            Setting(20, "Mode", ParameterRange.Choice("Long", "Short"), v => v.Timbre, (v, x) => v.Timbre = (int)x);

        if (!pitched) return;
        Setting(30, "Detune", ParameterRange.Continuous(-100, 100, "ct"), v => v.DetuneCents, (v, x) => v.DetuneCents = x);
        Setting(31, "Glide", ParameterRange.Continuous(0, 2000, "ms", curve: 2), v => v.GlideMilliseconds, (v, x) => v.GlideMilliseconds = x);
        Setting(32, "Vibrato Depth", ParameterRange.Continuous(0, 200, "ct", curve: 2), v => v.VibratoDepthCents, (v, x) => v.VibratoDepthCents = x);
        Setting(33, "Vibrato Rate", ParameterRange.Continuous(0.1, 20, "Hz", decimals: 2, curve: 2), v => v.VibratoRateHertz, (v, x) => v.VibratoRateHertz = x);
        Setting(34, "Vibrato Delay", ParameterRange.Continuous(0, 2000, "ms", curve: 2),
            v => v.VibratoDelayMilliseconds, (v, x) => v.VibratoDelayMilliseconds = x);
    }

    private static void AddGenerator()
    {
        const string group = "Generator";
        Add(1000, "Mode", group, ParameterRange.Choice("Off", "Continue", "Trade", "Accompany", "Free"),
            s => (int)s.Generation.Mode, (s, v) => s.Generation.Mode = (GeneratorMode)v);
        Add(1001, "Run", group, Switch, s => Bit(s.Generation.Run), (s, v) => s.Generation.Run = v > 0);
        Add(1002, "Seed", group, ParameterRange.Whole(0, 9999), s => s.Generation.Seed, (s, v) => s.Generation.Seed = (int)v);
        Add(1003, "Variation", group, ParameterRange.Whole(0, 999), s => s.Generation.Variation, (s, v) => s.Generation.Variation = (int)v);
        Add(1004, "Temperature", group, ParameterRange.Continuous(0, 2, "", decimals: 2),
            s => s.Generation.Temperature, (s, v) => s.Generation.Temperature = v);
        Add(1005, "Top K", group, ParameterRange.Whole(0, 256), s => s.Generation.TopK, (s, v) => s.Generation.TopK = (int)v);
        Add(1006, "Top P", group, ParameterRange.Continuous(0, 1, "", decimals: 2), s => s.Generation.TopP, (s, v) => s.Generation.TopP = v);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            VoiceSet own = default(VoiceSet).With(voice);
            Add(1010 + (uint)voice, $"Compose {VoiceName((ApuVoice)voice)}", group, Switch,
                s => s.Generation.Voices.Bits & own.Bits,
                (s, v) => s.Generation.Voices = new VoiceSet(v > 0 ? s.Generation.Voices.Bits | own.Bits : s.Generation.Voices.Bits & ~own.Bits));
        }

        Add(1020, "Key", group, ParameterRange.Choice("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"),
            s => s.Generation.Key, (s, v) => s.Generation.Key = (int)v);
        Add(1021, "Scale", group,
            ParameterRange.Choice(
                "Chromatic", "Major", "Minor", "Harmonic Minor", "Dorian", "Mixolydian", "Major Pentatonic", "Minor Pentatonic", "Blues"),
            s => (int)s.Generation.Scale, (s, v) => s.Generation.Scale = (ScaleKind)v);
        Add(1022, "Lowest Key", group, ParameterRange.Whole(21, 108), s => s.Generation.LowestKey, (s, v) => s.Generation.LowestKey = (int)v);
        Add(1023, "Highest Key", group, ParameterRange.Whole(21, 108), s => s.Generation.HighestKey, (s, v) => s.Generation.HighestKey = (int)v);
        Add(1024, "Density", group, ParameterRange.Continuous(-2, 2, "", decimals: 2), s => s.Generation.Density, (s, v) => s.Generation.Density = v);
        Add(1030, "Cue", group, ParameterRange.Choice("Silence", "Bar", "Trigger"), s => (int)s.Generation.Cue, (s, v) => s.Generation.Cue = (AnswerCue)v);
        Add(1031, "Silence", group, ParameterRange.Continuous(0.25, 16, "beats", decimals: 2),
            s => s.Generation.SilenceBeats, (s, v) => s.Generation.SilenceBeats = v);
        Add(1032, "Trigger", group, Switch, s => Bit(s.Generation.Trigger), (s, v) => s.Generation.Trigger = v > 0);
        Add(1033, "Trigger Key", group, ParameterRange.Whole(-1, 127), s => s.Generation.TriggerKey, (s, v) => s.Generation.TriggerKey = (int)v);
        Add(1034, "Listen Bars", group, ParameterRange.Whole(1, 16), s => s.Generation.ListenBars, (s, v) => s.Generation.ListenBars = (int)v);
        Add(1035, "Answer Bars", group, ParameterRange.Whole(1, 16), s => s.Generation.AnswerBars, (s, v) => s.Generation.AnswerBars = (int)v);
        Add(1036, "Lead", group, ParameterRange.Continuous(0.125, 4, "beats", decimals: 3),
            s => s.Generation.LeadBeats, (s, v) => s.Generation.LeadBeats = v);
        Add(1037, "Loop", group, ParameterRange.Choice("Repeat", "Continue"), s => (int)s.Generation.Loop, (s, v) => s.Generation.Loop = (LoopBehaviour)v);
        Add(1040, "Quantise", group, ParameterRange.Continuous(0, 100, "%"), s => s.Generation.Quantise, (s, v) => s.Generation.Quantise = v);
        Add(1041, "Grid", group, ParameterRange.Choice("1/4", "1/8", "1/8T", "1/16", "1/16T", "1/32"),
            s => (int)s.Generation.Grid, (s, v) => s.Generation.Grid = (QuantiseGrid)v);
        Add(1042, "Swing", group, ParameterRange.Continuous(0, 100, "%"), s => s.Generation.Swing, (s, v) => s.Generation.Swing = v);
        Add(1043, "Model Tempo", group, ParameterRange.Choice("Folded", "As Played", "Half", "Double"),
            s => (int)s.Generation.Tempo, (s, v) => s.Generation.Tempo = (TempoReading)v);
        Add(1044, "Echo Played", group, Switch, s => Bit(s.Generation.EchoPlayed), (s, v) => s.Generation.EchoPlayed = v > 0);
        Add(1050, "Keep Take", group, Switch, s => Bit(s.Generation.KeepTake), (s, v) => s.Generation.KeepTake = v > 0);
        Add(1051, "Clear Takes", group, Switch, s => Bit(s.Generation.ClearTakes), (s, v) => s.Generation.ClearTakes = v > 0);
        Add(1052, "Undo Take", group, Switch, s => Bit(s.Generation.UndoTake), (s, v) => s.Generation.UndoTake = v > 0);
        AddOutput(LeadBeatsId, "Generator Lead", group, ParameterRange.Continuous(0, 16, "beats", decimals: 2));
        AddOutput(LeadTimeId, "Generator Lead Time", group, ParameterRange.Continuous(0, 100_000, "ms"));
        AddOutput(TokensPerSecondId, "Tokens Per Second", group, ParameterRange.Continuous(0, 100_000, "tokens/s"));
        AddOutput(LateNotesId, "Late Notes", group, ParameterRange.Whole(0, 9999));
        AddOutput(MemoryId, "Generator Memory", group, ParameterRange.Continuous(0, 10_000, "MB"));
    }

    private static ParameterRange Switch => ParameterRange.Choice("Off", "On");

    private static ParameterRange Decibels => ParameterRange.Continuous(-60, 12, "dB", curve: 0.5);

    private static ParameterRange Clocks => ParameterRange.Choice("Frame", "1/64", "1/32T", "1/32", "1/16T", "1/16", "1/8T", "1/8");

    private static double Bit(bool on) => on ? 1 : 0;

    private static void Add(
        uint id, string name, string group, ParameterRange range, Func<EngineSettings, double> read, Action<EngineSettings, double> write) =>
        Building.Add(new Parameter(id, Building.Count, name, group, range, read, write));

    private static void AddOutput(uint id, string name, string group, ParameterRange range) =>
        Building.Add(new Parameter(id, Building.Count, name, group, range, _ => range.Minimum, (_, _) => { }, isOutput: true));
}
