using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

// Sound effects of the kind that games make: one key, one effect.
public static partial class FactoryPresets
{
    private static Preset[] Effects() =>
        [
            Make(
                35,
                "Jump",
                PresetCategory.Effect,
                4.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 2;
                    v.SweepBy(up: true, period: 1, shift: 4);
                    v.VolumeSteps.Set([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
                }
            ),
            Make(
                36,
                "Coin",
                PresetCategory.Effect,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 2;
                    v.Transpose = 24;
                    v.ArpeggioSteps.Set([0, 0, 0, 0, 5]);
                    v.VolumeSteps.Set([
                        13,
                        12,
                        11,
                        10,
                        14,
                        13,
                        13,
                        12,
                        12,
                        11,
                        10,
                        10,
                        9,
                        8,
                        8,
                        7,
                        6,
                        6,
                        5,
                        5,
                        4,
                        4,
                        3,
                        3,
                        2,
                        2,
                        2,
                        1,
                        1,
                        1,
                        0,
                    ]);
                }
            ),
            Make(
                37,
                "Laser",
                PresetCategory.Effect,
                5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse2);
                    v.Timbre = 0;
                    v.Transpose = 36;
                    v.SweepBy(up: false, period: 0, shift: 3);
                    v.VolumeSteps.Set([15, 15, 14, 13, 12, 10, 8, 6, 4, 2, 0]);
                }
            ),
            Make(
                38,
                "Explosion",
                PresetCategory.Effect,
                3,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.PitchSteps.Set([
                        0,
                        0,
                        1,
                        1,
                        2,
                        2,
                        3,
                        3,
                        4,
                        4,
                        5,
                        5,
                        5,
                        6,
                        6,
                        6,
                        6,
                        7,
                        7,
                        7,
                        7,
                        7,
                        8,
                        8,
                        8,
                        8,
                        8,
                        8,
                        9,
                        9,
                        9,
                        9,
                        9,
                        9,
                        9,
                        10,
                    ]);
                    v.VolumeSteps.Set([
                        15,
                        15,
                        15,
                        15,
                        14,
                        14,
                        14,
                        13,
                        13,
                        13,
                        12,
                        12,
                        12,
                        11,
                        11,
                        11,
                        10,
                        10,
                        10,
                        9,
                        9,
                        9,
                        8,
                        8,
                        8,
                        7,
                        7,
                        7,
                        6,
                        6,
                        6,
                        5,
                        5,
                        5,
                        4,
                        4,
                        4,
                        3,
                        3,
                        3,
                        2,
                        2,
                        2,
                        2,
                        1,
                        1,
                        1,
                        1,
                        0,
                    ]);
                }
            ),
            Make(
                39,
                "Power Up",
                PresetCategory.Effect,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 1;
                    v.ArpeggioSteps.Set([0, 0, 4, 4, 7, 7, 12, 12, 5, 5, 9, 9, 12, 12, 17, 17, 7, 7, 11, 11, 14, 14, 19, 19, 24]);
                    v.VolumeSteps.Set([
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        12,
                        15,
                        13,
                        11,
                        9,
                        7,
                        5,
                        3,
                        1,
                        0,
                    ]);
                }
            ),
            Make(
                40,
                "Siren",
                PresetCategory.Effect,
                -2,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 2;
                    v.Transpose = 12;
                    v.Vibrato(200, 1.5, 0);
                }
            ),
            Make(
                41,
                "Teleport",
                PresetCategory.Effect,
                -4.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.ArpeggioSteps.Set([0, 12, 24, 36, 2, 14, 26, 38, 4, 16, 28, 40, 6, 18, 30, 42, 8, 20, 32, 44], loop: 0);
                }
            ),
            Make(
                42,
                "Wind",
                PresetCategory.Effect,
                8,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Noise);
                    v.StepClock = StepClock.ThirtySecond;
                    v.VolumeSteps.Set([1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 7, 6, 5, 4, 3, 2], loop: 0);
                    v.PitchSteps.Set([2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2], loop: 0);
                }
            ),
            Make(
                43,
                "Damage",
                PresetCategory.Effect,
                6.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse2);
                    v.Timbre = 0;
                    v.ArpeggioSteps.Set([0, -5, 1, -7, -1, -10, -3, -13, -6, -16, -9, -20]);
                    v.VolumeSteps.Set([15, 15, 13, 13, 11, 11, 9, 8, 7, 5, 3, 1, 0]);
                }
            ),
        ];
}
