using LakhNes.Dsp.Apu;
using LakhNes.Engine.Settings;
using LakhNes.Instrument.Settings;

namespace LakhNes.Engine.Parameters;

// the parameters of a voice
public static partial class ParameterTable
{
    private static void AddVoice(ApuVoice voice)
    {
        string group = VoiceName(voice);
        uint id = FirstIdOf(voice);
        void Setting(
            uint offset,
            string name,
            ParameterRange range,
            Func<VoiceSettings, double> read,
            Action<VoiceSettings, double> write,
            string tip
        ) =>
            Add(
                id + offset,
                group + " " + name,
                group,
                range,
                s => read(s.Instrument[voice]),
                (s, v) => write(s.Instrument[voice], v),
                tip
            );

        bool pulse = voice is ApuVoice.Pulse1 or ApuVoice.Pulse2;
        bool pitched = pulse || voice == ApuVoice.Triangle;
        bool shaped = pulse || voice == ApuVoice.Noise;

        Setting(0, "Gain", Decibels, v => v.GainDecibels, (v, x) => v.GainDecibels = x, "Level of the voice in the mix.");
        Setting(
            1,
            "Pan",
            ParameterRange.Continuous(-1, 1, "", decimals: 2),
            v => v.Pan,
            (v, x) => v.Pan = x,
            "Place of the voice between left (-1) and right (1)."
        );
        Setting(2, "Mute", Switch, v => Bit(v.Mute), (v, x) => v.Mute = x > 0, "Leaves the voice out of the mix.");
        Setting(
            3,
            "Transpose",
            ParameterRange.Whole(-48, 48, "st"),
            v => v.Transpose,
            (v, x) => v.Transpose = (int)x,
            "Moves the voice up or down by semitones."
        );
        Setting(
            4,
            "Step Clock",
            Clocks,
            v => (int)v.StepClock,
            (v, x) => v.StepClock = (StepClock)x,
            "What one step of the drawn sequences lasts: a console frame, as in games, or a note length in the song's tempo."
        );

        if (shaped)
        {
            Setting(
                10,
                "Volume",
                ParameterRange.Whole(0, 15),
                v => v.Volume,
                (v, x) => v.Volume = (int)x,
                "The loudest that the chip plays this voice, in its own 16 levels."
            );
            Setting(
                11,
                "Velocity Curve",
                ParameterRange.Choice("Fixed", "Linear", "Soft", "Hard"),
                v => (int)v.VelocityCurve,
                (v, x) => v.VelocityCurve = (VelocityCurve)x,
                "How hard playing changes the loudness. Fixed ignores it."
            );
            Setting(
                12,
                "Envelope",
                Switch,
                v => Bit(v.HardwareEnvelope),
                (v, x) => v.HardwareEnvelope = x > 0,
                "The chip's own envelope: every note falls from full loudness to nothing."
            );
            Setting(
                13,
                "Envelope Period",
                ParameterRange.Whole(0, 15),
                v => v.EnvelopePeriod,
                (v, x) => v.EnvelopePeriod = (int)x,
                "How long the chip's envelope takes to fall: 0 takes 62 ms, 15 takes a second."
            );
            Setting(
                14,
                "Envelope Loop",
                Switch,
                v => Bit(v.EnvelopeLoop),
                (v, x) => v.EnvelopeLoop = x > 0,
                "Starts the chip's envelope over whenever it has fallen to nothing."
            );
        }

        if (pulse)
        {
            Setting(
                20,
                "Duty",
                ParameterRange.Choice("12.5 %", "25 %", "50 %", "75 %"),
                v => v.Timbre,
                (v, x) => v.Timbre = (int)x,
                "The waveform. Pulse: the share of its cycle that is high. Noise: long hisses, short rings like metal."
            );
            Setting(
                21,
                "Sweep",
                Switch,
                v => Bit(v.Sweep),
                (v, x) => v.Sweep = x > 0,
                "The chip's sweep unit bends each note by itself, as jumps and lasers did."
            );
            Setting(
                22,
                "Sweep Period",
                ParameterRange.Whole(0, 7),
                v => v.SweepPeriod,
                (v, x) => v.SweepPeriod = (int)x,
                "Time between two moves of the sweep. 0 is the quickest."
            );
            Setting(
                23,
                "Sweep Direction",
                ParameterRange.Choice("Down", "Up"),
                v => Bit(v.SweepUp),
                (v, x) => v.SweepUp = x > 0,
                "Which way the sweep bends the pitch."
            );
            Setting(
                24,
                "Sweep Shift",
                ParameterRange.Whole(0, 7),
                v => v.SweepShift,
                (v, x) => v.SweepShift = (int)x,
                "How far each move of the sweep goes: 1 is far, 7 hardly at all."
            );
        }

        if (voice == ApuVoice.Noise)
            Setting(
                20,
                "Mode",
                ParameterRange.Choice("Long", "Short"),
                v => v.Timbre,
                (v, x) => v.Timbre = (int)x,
                "The waveform. Pulse: the share of its cycle that is high. Noise: long hisses, short rings like metal."
            );

        if (!pitched)
            return;
        Setting(
            30,
            "Detune",
            ParameterRange.Continuous(-100, 100, "ct"),
            v => v.DetuneCents,
            (v, x) => v.DetuneCents = x,
            "Fine tuning of the voice."
        );
        Setting(
            31,
            "Glide",
            ParameterRange.Continuous(0, 2000, "ms", curve: 2),
            v => v.GlideMilliseconds,
            (v, x) => v.GlideMilliseconds = x,
            "Time that the pitch takes from one note to the next."
        );
        Setting(
            32,
            "Vibrato Depth",
            ParameterRange.Continuous(0, 200, "ct", curve: 2),
            v => v.VibratoDepthCents,
            (v, x) => v.VibratoDepthCents = x,
            "How far vibrato moves the pitch. The modulation wheel adds to it."
        );
        Setting(
            33,
            "Vibrato Rate",
            ParameterRange.Continuous(0.1, 20, "Hz", decimals: 2, curve: 2),
            v => v.VibratoRateHertz,
            (v, x) => v.VibratoRateHertz = x,
            "How fast vibrato moves the pitch."
        );
        Setting(
            34,
            "Vibrato Delay",
            ParameterRange.Continuous(0, 2000, "ms", curve: 2),
            v => v.VibratoDelayMilliseconds,
            (v, x) => v.VibratoDelayMilliseconds = x,
            "Time from the start of a note to its vibrato."
        );
    }
}
