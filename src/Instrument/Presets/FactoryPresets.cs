using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>
/// The presets that come with the instrument, one method a category. Projects and MIDI files hold a preset's number, which is its
/// MIDI program too: a new preset gets the next free one, wherever it stands here, and no number ever changes.
/// </summary>
public static partial class FactoryPresets
{
    /// <summary>Number of the preset that a fresh instance has: the settings' defaults.</summary>
    public const int Default = 0;

    private static readonly Preset[] Presets = ByNumber([
        Make(Default, "Three Voices", PresetCategory.Keys, _ => { }),
        .. Keys(),
        .. Leads(),
        .. Basses(),
        .. Plucks(),
        .. Arpeggios(),
        .. Drums(),
        .. Effects(),
    ]);

    /// <summary>All of them, by their numbers: the place in the list is <see cref="Preset.Number"/>.</summary>
    public static ReadOnlySpan<Preset> All => Presets;

    private static Preset[] ByNumber(Preset[] presets)
    {
        Array.Sort(presets, (one, other) => one.Number - other.Number);
        return presets;
    }

    private static Preset Make(int number, string name, PresetCategory category, Action<InstrumentSettings> set) =>
        Make(number, name, category, 0, set);

    // the level of what it plays, in decibels, makes presets alike in loudness: PresetSoundTests measures it
    private static Preset Make(int number, string name, PresetCategory category, double level, Action<InstrumentSettings> set)
    {
        var settings = new InstrumentSettings();
        set(settings);
        bool one = settings.VoiceMode is VoiceMode.Solo or VoiceMode.Arpeggio;
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            if (one ? voice == settings.SoloVoice : voice <= ApuVoice.Triangle)
                settings[voice].GainDecibels = level;
        }

        return new Preset(number, name, category, settings);
    }

    // the same for both pulses, so that a poly part sounds alike on either
    private static void Pulses(this InstrumentSettings settings, Action<VoiceSettings> set)
    {
        set(settings[ApuVoice.Pulse1]);
        set(settings[ApuVoice.Pulse2]);
    }

    private static VoiceSettings Solo(this InstrumentSettings settings, ApuVoice voice)
    {
        settings.VoiceMode = VoiceMode.Solo;
        settings.SoloVoice = voice;
        return settings[voice];
    }

    private static void Vibrato(this VoiceSettings voice, double cents, double hertz, double delayMilliseconds)
    {
        voice.VibratoDepthCents = cents;
        voice.VibratoRateHertz = hertz;
        voice.VibratoDelayMilliseconds = delayMilliseconds;
    }

    private static void Envelope(this VoiceSettings voice, int period, bool loop = false)
    {
        voice.HardwareEnvelope = true;
        voice.EnvelopePeriod = period;
        voice.EnvelopeLoop = loop;
    }

    private static void SweepBy(this VoiceSettings voice, bool up, int period, int shift)
    {
        voice.Sweep = true;
        voice.SweepUp = up;
        voice.SweepPeriod = period;
        voice.SweepShift = shift;
    }
}
