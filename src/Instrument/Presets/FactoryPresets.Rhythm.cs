using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

// Arpeggios and drums.
public static partial class FactoryPresets
{
    private static Preset[] Arpeggios() =>
        [
            Make(
                23,
                "Frame Arp",
                PresetCategory.Arpeggio,
                3,
                s =>
                {
                    s.VoiceMode = VoiceMode.Arpeggio;
                    s[ApuVoice.Pulse1].Timbre = 1;
                    s[ApuVoice.Pulse1].Transpose = 12;
                    s[ApuVoice.Pulse1].VolumeSteps.Set([15, 14, 13, 12, 11, 10, 10, 9, 9, 8]);
                }
            ),
            Make(
                24,
                "Sixteenth Climb",
                PresetCategory.Arpeggio,
                4.5,
                s =>
                {
                    s.VoiceMode = VoiceMode.Arpeggio;
                    s.ArpeggioClock = StepClock.Sixteenth;
                    s.ArpeggioOctaves = 2;
                    s[ApuVoice.Pulse1].Timbre = 0;
                    s[ApuVoice.Pulse1].VolumeSteps.Set([15, 13, 11, 9, 7, 5, 4, 3, 2]);
                }
            ),
            Make(
                25,
                "Triplet Bounce",
                PresetCategory.Arpeggio,
                -2,
                s =>
                {
                    s.VoiceMode = VoiceMode.Arpeggio;
                    s.ArpeggioClock = StepClock.SixteenthTriplet;
                    s.ArpeggioOrder = ArpeggioOrder.UpDown;
                    s.ArpeggioOctaves = 3;
                    s.SoloVoice = ApuVoice.Triangle;
                    s[ApuVoice.Triangle].VolumeSteps.Set([15, 15, 15, 15, 0]);
                }
            ),
            Make(
                26,
                "Major Chord",
                PresetCategory.Arpeggio,
                1,
                s =>
                {
                    for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Triangle; voice++)
                        s[voice].ArpeggioSteps.Set([0, 4, 7], loop: 0);
                    s.Pulses(v => v.VolumeSteps.Set([12, 11, 10, 9, 8]));
                }
            ),
            Make(
                27,
                "Minor Chord",
                PresetCategory.Arpeggio,
                3,
                s =>
                    s.Pulses(v =>
                    {
                        v.Timbre = 0;
                        v.ArpeggioSteps.Set([0, 0, 3, 3, 7, 7, 12, 12], loop: 0);
                        v.VolumeSteps.Set([15, 13, 12, 10, 9, 8, 7, 6, 5, 4, 4, 3]);
                    })
            ),
            Make(
                28,
                "Octave Flutter",
                PresetCategory.Arpeggio,
                1.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 1;
                    v.ArpeggioSteps.Set([24, 12, 0, 12], loop: 0);
                    v.VolumeSteps.Set([8, 11, 15, 11], loop: 0);
                }
            ),
        ];

    private static Preset[] Drums() =>
        [
            Make(
                29,
                "Noise Snare",
                PresetCategory.Drums,
                7,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.VolumeSteps.Set([15, 13, 11, 9, 7, 6, 5, 4, 3, 2, 1, 0]);
                    v.ArpeggioSteps.Set([-3, 0]);
                }
            ),
            Make(
                30,
                "Noise Kick",
                PresetCategory.Drums,
                6.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.VolumeSteps.Set([15, 15, 12, 8, 4, 1, 0]);
                    v.ArpeggioSteps.Set([0, -3, -5, -7]);
                }
            ),
            Make(
                31,
                "Tick Hat",
                PresetCategory.Drums,
                9,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.VolumeSteps.Set([15, 8, 3, 1, 0]);
                    v.ArpeggioSteps.Set([6]);
                }
            ),
            Make(
                32,
                "Metal Hit",
                PresetCategory.Drums,
                3,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.Timbre = 1;
                    v.Envelope(period: 5);
                }
            ),
            Make(
                33,
                "Triangle Tom",
                PresetCategory.Drums,
                2,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.ArpeggioSteps.Set([12, 9, 6, 3, 0, -3, -6, -9, -12, -15]);
                    v.VolumeSteps.Set([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 0]);
                }
            ),
            Make(34, "Sample Kit", PresetCategory.Drums, 10.5, s => s.Solo(ApuVoice.Dmc)),
        ];
}
