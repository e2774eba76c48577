using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

// Keys and leads. Duties: 0 is 12.5 %, 1 is 25 %, 2 is 50 %, 3 is 75 %.
public static partial class FactoryPresets
{
    private static Preset[] Keys() =>
        [
            Make(
                1,
                "Slow Pad",
                PresetCategory.Keys,
                0.5,
                s =>
                {
                    s.Pulses(v =>
                    {
                        v.Timbre = 1;
                        v.VolumeSteps.Set(
                            [1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 10, 9, 9, 8, 8, 7, 7, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1],
                            loop: 13,
                            release: 17
                        );
                        v.Vibrato(8, 4.5, 400);
                    });
                    s[ApuVoice.Triangle].Transpose = 12;
                }
            ),
            Make(
                2,
                "Organ",
                PresetCategory.Keys,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.UnisonVoices = 3;
                    s.UnisonDetune = 0;
                    s[ApuVoice.Pulse1].Timbre = 2;
                    s[ApuVoice.Pulse1].Volume = 9;
                    s[ApuVoice.Pulse2].Timbre = 2;
                    s[ApuVoice.Pulse2].Volume = 7;
                    s[ApuVoice.Pulse2].Transpose = 19;
                    s[ApuVoice.Triangle].Transpose = -12;
                }
            ),
        ];

    private static Preset[] Leads() =>
        [
            Make(
                3,
                "Hero Lead",
                PresetCategory.Lead,
                2,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 1;
                    v.VolumeSteps.Set([15, 15, 14, 13, 12, 8, 6, 4, 2, 1], release: 5);
                    v.Vibrato(25, 6, 250);
                }
            ),
            Make(
                4,
                "Reedy Lead",
                PresetCategory.Lead,
                1,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.Pulses(v =>
                    {
                        v.Timbre = 0;
                        v.TimbreSteps.Set([2, 1, 0]);
                        v.VolumeSteps.Set([3, 5, 7, 9, 11, 13, 14, 15]);
                        v.Vibrato(12, 5.5, 150);
                    });
                    s[ApuVoice.Pulse2].Transpose = -12;
                    s[ApuVoice.Pulse2].Volume = 12;
                }
            ),
            Make(
                5,
                "Soft Flute",
                PresetCategory.Lead,
                -2.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.Transpose = 12;
                    v.Vibrato(20, 5, 200);
                    v.GlideMilliseconds = 20;
                }
            ),
            Make(
                6,
                "Wide Unison",
                PresetCategory.Lead,
                -2,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.UnisonVoices = 3;
                    s.UnisonDetune = 3;
                    s[ApuVoice.Pulse1].Pan = -0.6;
                    s[ApuVoice.Pulse2].Pan = 0.6;
                    s.Pulses(v => v.VolumeSteps.Set([8, 10, 12, 13, 14, 14, 13, 13, 12, 12, 11]));
                }
            ),
            Make(
                7,
                "Rubber Glide",
                PresetCategory.Lead,
                4.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 2;
                    v.GlideMilliseconds = 120;
                    v.VolumeSteps.Set([6, 9, 11, 12, 12, 11, 10, 9]);
                    v.Vibrato(35, 5, 300);
                }
            ),
            Make(
                8,
                "Duty Dancer",
                PresetCategory.Lead,
                0.5,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.Pulses(v => v.VolumeSteps.Set([13, 11, 9, 7], loop: 0));
                    s[ApuVoice.Pulse1].TimbreSteps.Set([0, 0, 0, 1, 1, 1, 2, 2, 2, 1, 1, 1], loop: 0);
                    s[ApuVoice.Pulse2].TimbreSteps.Set([2, 2, 2, 1, 1, 1, 0, 0, 0, 1, 1, 1], loop: 0);
                    s[ApuVoice.Pulse2].Transpose = 7;
                }
            ),
            Make(
                9,
                "Echo Lead",
                PresetCategory.Lead,
                s =>
                    s.Pulses(v =>
                    {
                        v.Timbre = 1;
                        v.VolumeSteps.Set(
                            [
                                15,
                                13,
                                11,
                                9,
                                0,
                                0,
                                0,
                                0,
                                0,
                                7,
                                7,
                                6,
                                6,
                                5,
                                4,
                                0,
                                0,
                                0,
                                0,
                                0,
                                3,
                                3,
                                3,
                                2,
                                2,
                                1,
                                0,
                                0,
                                0,
                                0,
                                0,
                                1,
                                1,
                                1,
                                1,
                            ],
                            release: 4
                        );
                    })
            ),
            Make(
                10,
                "Octave Stack",
                PresetCategory.Lead,
                -4,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.UnisonVoices = 3;
                    s.UnisonDetune = 1;
                    s[ApuVoice.Pulse1].Timbre = 0;
                    s[ApuVoice.Pulse2].Timbre = 2;
                    s[ApuVoice.Triangle].Transpose = 12;
                    s[ApuVoice.Pulse2].Transpose = 24;
                    s.Pulses(v => v.VolumeSteps.Set([15, 13, 11, 10, 9, 8, 7, 6, 6, 5]));
                }
            ),
        ];
}
