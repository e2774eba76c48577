using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Samples;

namespace LakhNes.Instrument.Settings;

/// <summary>Everything that decides how notes sound, apart from the notes. One set a plugin instance.</summary>
public sealed class InstrumentSettings
{
    private readonly VoiceSettings[] _voices = [new(), new(), new(), new() { Timbre = 0 }, new()];

    /// <summary>The sound of one channel.</summary>
    public VoiceSettings this[ApuVoice voice] => _voices[(int)voice];

    /// <summary>How notes find a channel.</summary>
    public VoiceMode VoiceMode { get; set; } = VoiceMode.Poly;

    /// <summary>What incoming MIDI means.</summary>
    public MidiDialect MidiDialect { get; set; }

    /// <summary>What MIDI program changes do.</summary>
    public ProgramMeaning Programs { get; set; }

    /// <summary>Full pitch bend in semitones, 0 to 24.</summary>
    public double BendRange { get; set; } = 2;

    /// <summary>Vibrato that a full mod wheel or pressure adds, in cents, 0 to 200.</summary>
    public double ModulationCents { get; set; } = 50;

    /// <summary>
    /// Alternate neighbouring timer periods so that the mean pitch is exact; off: the nearest period, as hardware.
    /// </summary>
    public bool ExactPitch { get; set; }

    /// <summary>Channels that sound in unison mode, 2 (both pulses) or 3 (and the triangle).</summary>
    public int UnisonVoices { get; set; } = 2;

    /// <summary>Timer periods that pulse 2 is longer and the triangle shorter than in tune in unison mode, 0 to 16.</summary>
    public int UnisonDetune { get; set; } = 1;

    /// <summary>The channel that solo and arpeggio mode play on.</summary>
    public ApuVoice SoloVoice { get; set; }

    /// <summary>What the arpeggio mode advances by.</summary>
    public StepClock ArpeggioClock { get; set; }

    /// <summary>Order of the arpeggio mode's notes.</summary>
    public ArpeggioOrder ArpeggioOrder { get; set; }

    /// <summary>Octaves that the arpeggio mode spans, 1 to 4.</summary>
    public int ArpeggioOctaves { get; set; } = 1;

    /// <summary>The samples that the DMC voice plays, the user's own among them.</summary>
    public DmcSampleBank Samples { get; set; } = DmcSampleBank.Factory;

    /// <summary>Takes over other settings without allocating.</summary>
    public void CopyFrom(InstrumentSettings other)
    {
        for (int voice = 0; voice < _voices.Length; voice++)
            _voices[voice].CopyFrom(other._voices[voice]);
        VoiceMode = other.VoiceMode;
        MidiDialect = other.MidiDialect;
        Programs = other.Programs;
        BendRange = other.BendRange;
        ModulationCents = other.ModulationCents;
        ExactPitch = other.ExactPitch;
        UnisonVoices = other.UnisonVoices;
        UnisonDetune = other.UnisonDetune;
        SoloVoice = other.SoloVoice;
        ArpeggioClock = other.ArpeggioClock;
        ArpeggioOrder = other.ArpeggioOrder;
        ArpeggioOctaves = other.ArpeggioOctaves;
        Samples = other.Samples;
    }
}
