using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using Xunit.Abstractions;

namespace LakhNes.Instrument.Tests;

/// <summary>Every factory preset is rendered with one and the same phrase: none is silent, no two sound alike.</summary>
public class PresetSoundTests(ITestOutputHelper output)
{
    private const int SampleRate = 44_100;

    // seconds, key, seconds held: a bass note, a melody, a staccato note, a chord
    private static readonly (double At, int Key, double Held)[] Phrase =
    [
        (0.00, 43, 0.45),
        (0.50, 67, 0.20),
        (0.75, 71, 0.20),
        (1.00, 74, 0.70),
        (1.75, 50, 0.08),
        (2.00, 60, 0.90),
        (2.00, 64, 0.90),
        (2.00, 67, 0.90),
        (3.00, 36, 0.40),
        (3.50, 79, 0.30),
    ];

    private static readonly double[][][] Channels = [.. FactoryPresets.All.ToArray().Select(preset => Render(preset.Settings))];

    private static readonly double[][] Renders = [.. Channels.Select(channels => channels[0])];

    [Fact]
    public void NoPresetIsSilent()
    {
        for (int i = 0; i < Renders.Length; i++)
        {
            double level = Math.Sqrt(Renders[i].Average(sample => sample * sample));
            output.WriteLine($"{20 * Math.Log10(level), 6:F1} dB  {FactoryPresets.All[i].Name}");
            // a single tick of noise now and then is the quietest that still is a sound
            Assert.True(level > 0.001, FactoryPresets.All[i].Name);
        }
    }

    [Fact]
    public void TheLoudnessOfASineIsWhatTheStandardSays()
    {
        // 997 Hz at full scale in one channel is -3.01 LUFS
        double[] sine = [.. Enumerable.Range(0, 3 * SampleRate).Select(i => Math.Sin(2 * Math.PI * 997 * i / SampleRate))];
        Assert.Equal(-3.01, Loudness.Of([sine], SampleRate), 2);
        Assert.Equal(
            -23.0,
            Loudness.Of(
                [
                    [.. sine.Select(s => s * Math.Pow(10, -23 / 20.0))],
                    [.. sine.Select(s => s * Math.Pow(10, -23 / 20.0))],
                ],
                SampleRate
            ),
            2
        );
        Assert.Equal(double.NegativeInfinity, Loudness.Of([new double[SampleRate]], SampleRate));
    }

    [Fact]
    public void PlayablePresetsAreWithinFourLoudnessUnitsAndAllWithinEight()
    {
        double[] loudness = [.. Channels.Select(channels => Loudness.Of(channels, SampleRate))];
        for (int i = 0; i < loudness.Length; i++)
            output.WriteLine(
                $"{loudness[i], 6:F1} LUFS  peak {Channels[i].Max(channel => channel.Max(Math.Abs)):F2}  {FactoryPresets.All[i].Category} {FactoryPresets.All[i].Name}"
            );
        double[] playable =
        [
            .. loudness.Where((_, i) => FactoryPresets.All[i].Category is not (PresetCategory.Drums or PresetCategory.Effect)),
        ];
        Assert.InRange(playable.Max() - playable.Min(), 0, 4);
        Assert.InRange(loudness.Max() - loudness.Min(), 0, 8);

        // the engine makes of half of the chip's full level the whole of the output's
        Assert.All(Channels, channels => Assert.InRange(channels.Max(channel => channel.Max(Math.Abs)), 0, 0.5));
    }

    [Fact]
    public void EveryTwoPresetsAreMoreThanFourDecibelsApart()
    {
        ThirdOctaves[] sounds = [.. Renders.Select(render => new ThirdOctaves(render, SampleRate))];
        var pairs = new List<(double Distance, string Names)>();
        for (int a = 0; a < sounds.Length; a++)
        {
            for (int b = a + 1; b < sounds.Length; b++)
                pairs.Add(
                    (ThirdOctaves.Distance(sounds[a], sounds[b]), $"{FactoryPresets.All[a].Name} / {FactoryPresets.All[b].Name}")
                );
        }

        pairs.Sort();
        foreach ((double distance, string names) in pairs.Take(20))
            output.WriteLine($"{distance, 5:F2} dB  {names}");
        Assert.All(pairs, pair => Assert.True(pair.Distance > 4, $"{pair.Names}: {pair.Distance:F2} dB"));
    }

    private static double[][] Render(InstrumentSettings settings)
    {
        var chip = new ApuChip();
        var renderer = new ApuRenderer(chip) { Filter = ConsoleFilter.Nes };
        renderer.Configure(SampleRate, SampleRate);
        var instrument = new ChipInstrument(chip, settings);
        chip.DmcMemory = instrument.SampleMemory;
        instrument.Reset(ApuRegion.Ntsc, chip.Timing.CpuClock, 0);
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            double toLeft = Math.Min(1, 1 - settings[voice].Pan),
                toRight = Math.Min(1, 1 + settings[voice].Pan);
            renderer.SetVoice(voice, Gain(settings[voice]) * toLeft, Gain(settings[voice]) * toRight, audible: true);
        }

        var events = Phrase
            .Select(note => (note.At, note.Key, On: true))
            .Concat(Phrase.Select(note => (At: note.At + note.Held, note.Key, On: false)))
            .OrderBy(e => e.At)
            .ToList();
        double[][] channels = [new double[4 * SampleRate], new double[4 * SampleRate]];
        int done = 0;
        void RenderTo(int end)
        {
            instrument.RunTo(renderer.CycleOfSample(end));
            renderer.Render(end - done);
            renderer.ReadMain(channels[0].AsSpan(done, end - done), channels[1].AsSpan(done, end - done));
            done = end;
        }

        foreach ((double at, int key, bool on) in events)
        {
            int sample = (int)(at * SampleRate);
            RenderTo(sample);
            long cycle = renderer.CycleOfSample(sample);
            if (on)
                instrument.NoteOn(cycle, 0, key, 0.8, -1);
            else
                instrument.NoteOff(cycle, 0, key, -1);
        }

        RenderTo(channels[0].Length);
        return channels;
    }

    private static double Gain(VoiceSettings voice) => Math.Pow(10, voice.GainDecibels / 20);
}
