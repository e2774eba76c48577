using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

// Basses and plucks.
public static partial class FactoryPresets
{
    private static Preset[] Basses() =>
        [
            Make(11, "Triangle Bass", PresetCategory.Bass, s => s.Solo(ApuVoice.Triangle).VelocityCurve = VelocityCurve.Fixed),
            Make(
                12,
                "Slap Triangle",
                PresetCategory.Bass,
                1.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.ArpeggioSteps.Set([24, 12, 0]);
                    v.VolumeSteps.Set([15, 15, 15, 15, 15, 15, 15, 15, 15, 0]);
                }
            ),
            Make(
                13,
                "Square Bass",
                PresetCategory.Bass,
                7,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse1);
                    v.Timbre = 2;
                    v.Transpose = -12;
                    v.VolumeSteps.Set([15, 14, 12, 11, 10, 9, 9, 8, 8, 7, 4, 2, 1], release: 10);
                }
            ),
            Make(
                14,
                "Growl Bass",
                PresetCategory.Bass,
                4.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse2);
                    v.Transpose = -12;
                    v.TimbreSteps.Set([0, 1], loop: 0);
                    v.PitchSteps.Set([0, 6, 12, 6], loop: 0);
                    v.VolumeSteps.Set([15, 13, 12]);
                }
            ),
            Make(
                15,
                "Octave Bass",
                PresetCategory.Bass,
                -1.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.ArpeggioSteps.Set([0, 0, 12, 12], loop: 0);
                }
            ),
            Make(
                16,
                "Stack Bass",
                PresetCategory.Bass,
                1.5,
                s =>
                {
                    s.VoiceMode = VoiceMode.Unison;
                    s.UnisonVoices = 3;
                    s.UnisonDetune = 3;
                    s.Pulses(v =>
                    {
                        v.Timbre = 2;
                        v.VolumeSteps.Set([15, 12, 10, 8, 6, 5, 4, 3, 3, 2]);
                    });
                    s[ApuVoice.Triangle].Transpose = -12;
                }
            ),
        ];

    private static Preset[] Plucks() =>
        [
            Make(
                17,
                "Short Pluck",
                PresetCategory.Pluck,
                6,
                s =>
                {
                    s.Pulses(v =>
                    {
                        v.Timbre = 1;
                        v.VolumeSteps.Set([15, 12, 9, 7, 5, 4, 3, 2, 1, 0]);
                    });
                    s[ApuVoice.Triangle].VolumeSteps.Set([15, 15, 15, 15, 0]);
                }
            ),
            Make(
                18,
                "Chip Harp",
                PresetCategory.Pluck,
                -1.5,
                s =>
                {
                    s.Pulses(v =>
                    {
                        v.Timbre = 2;
                        v.Transpose = 12;
                        v.Envelope(period: 11);
                    });
                    s[ApuVoice.Triangle].Transpose = 24;
                    s[ApuVoice.Triangle].VolumeSteps.Set([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 0]);
                }
            ),
            Make(
                19,
                "Music Box",
                PresetCategory.Pluck,
                1.5,
                s =>
                {
                    s.Pulses(v =>
                    {
                        v.Timbre = 2;
                        v.ArpeggioSteps.Set([12, 0]);
                        v.VolumeSteps.Set([
                            12,
                            12,
                            11,
                            10,
                            9,
                            8,
                            8,
                            7,
                            7,
                            6,
                            6,
                            5,
                            5,
                            4,
                            4,
                            4,
                            3,
                            3,
                            3,
                            3,
                            2,
                            2,
                            2,
                            2,
                            2,
                            1,
                            1,
                            1,
                            1,
                            1,
                            1,
                            0,
                        ]);
                    });
                    s[ApuVoice.Triangle].VolumeSteps.Set([15, 15, 15, 15, 15, 15, 0]);
                    for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Triangle; voice++)
                        s[voice].Transpose = 24;
                }
            ),
            Make(
                20,
                "Koto",
                PresetCategory.Pluck,
                7,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Pulse2);
                    v.Timbre = 0;
                    v.PitchSteps.Set([-8, -4, -2, -1, 0]);
                    v.TimbreSteps.Set([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
                    v.VolumeSteps.Set([15, 15, 13, 12, 10, 9, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 0]);
                }
            ),
            Make(
                21,
                "Mallet",
                PresetCategory.Pluck,
                1.5,
                s =>
                {
                    VoiceSettings v = s.Solo(ApuVoice.Triangle);
                    v.Transpose = 12;
                    v.ArpeggioSteps.Set([19, 0]);
                    v.VolumeSteps.Set([15, 15, 15, 15, 15, 15, 0]);
                }
            ),
            Make(
                22,
                "Mandolin",
                PresetCategory.Pluck,
                s =>
                {
                    // the looping envelope strikes again some seven times a second
                    s.Pulses(v =>
                    {
                        v.Timbre = 1;
                        v.Envelope(period: 1, loop: true);
                    });
                    s[ApuVoice.Pulse2].Transpose = 12;
                    s.VoiceMode = VoiceMode.Unison;
                }
            ),
        ];
}
