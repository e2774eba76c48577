using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Samples;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Registers;
using LakhNes.Score.Trackers;

namespace LakhNes.Instrument.Presets;

/// <summary>A preset of a tracker's instruments: one for each voice, and samples with their keys.</summary>
public static class BandPreset
{
    private const int LowestKey = 36; // of samples without keys of their own
    private const int NoteKey = 24; // of a tracker's note 0
    private const byte Silence = 0x55; // deltas that go up and down

    /// <summary>Makes the settings of what is heard in a song.</summary>
    /// <param name="song">Its notes in bars, with velocities and timbres.</param>
    /// <param name="registers">What it writes to the chip: its samples.</param>
    /// <param name="left">How many samples found no room.</param>
    public static InstrumentSettings Of(SongBars song, RegisterLog registers, out int left) =>
        Of(VoiceSounds.Of(song), Samples(PlayedSample.Of(registers)), out left);

    /// <summary>Makes the settings.</summary>
    /// <param name="voices">The instruments in the order of <see cref="NesVoice"/>.</param>
    /// <param name="samples">At most 16 of them, and what room there is, are taken.</param>
    /// <param name="left">How many samples found no room.</param>
    public static InstrumentSettings Of(IReadOnlyList<TrackerInstrument> voices, IReadOnlyList<OwnSample> samples, out int left)
    {
        var settings = new InstrumentSettings { VoiceMode = VoiceMode.Channels };
        for (int voice = 0; voice < NesVoices.Count; voice++)
            Take(settings[(ApuVoice)voice], voices[voice]);
        List<OwnSample> taken = [];
        foreach (OwnSample sample in samples)
        {
            if (!DmcSampleBank.TryMake([.. taken, sample], out DmcSampleBank bank))
                continue;
            taken.Add(sample);
            settings.Samples = bank;
        }

        left = samples.Count - taken.Count;
        return settings;
    }

    // on keys from C2 up
    private static IReadOnlyList<OwnSample> Samples(IEnumerable<PlayedSample> played) =>
        [
            .. played.Select(
                (sample, i) =>
                    Sample($"Sample {i + 1}", Math.Min(LowestKey + i, 127), sample.Rate, sample.Loops, 0, sample.Deltas.ToArray())
            ),
        ];

    /// <summary>Samples of an instrument, on its keys.</summary>
    public static IReadOnlyList<OwnSample> Samples(TrackerModule module, TrackerInstrument instrument) =>
        [
            .. instrument
                .Keys.OrderBy(entry => entry.Key)
                .Where(entry =>
                    module.Samples.TryGetValue(entry.Value.Sample, out TrackerSample? sample) && !sample.Deltas.IsEmpty
                )
                .Select(entry =>
                {
                    TrackerSample sample = module.Samples[entry.Value.Sample];
                    SampleKey key = entry.Value;
                    return Sample(
                        sample.Name,
                        entry.Key + NoteKey,
                        key.Rate,
                        key.Loops,
                        Math.Max(key.Level, 0),
                        sample.Deltas.ToArray()
                    );
                }),
        ];

    private static OwnSample Sample(string name, int key, int rate, bool loops, int level, byte[] deltas)
    {
        int length = Math.Min(((deltas.Length + 14) / 16 * 16) + 1, OwnSample.MostBytes);
        byte[] bytes = new byte[length];
        Array.Fill(bytes, Silence);
        deltas.AsSpan(0, Math.Min(deltas.Length, length)).CopyTo(bytes);
        return new OwnSample
        {
            Name = name.Length > OwnSample.LongestName ? name[..OwnSample.LongestName] : name,
            LowKey = key,
            HighKey = key,
            RootKey = key,
            Rate = rate,
            Loops = loops,
            StartLevel = level,
            Bytes = bytes,
        };
    }

    private static void Take(VoiceSettings voice, TrackerInstrument instrument)
    {
        // loudness is told by controller 11, as the phrase has it
        voice.VelocityCurve = VelocityCurve.Fixed;
        Set(voice.VolumeSteps, instrument[MacroKind.Volume], 0, 15);
        if (instrument[MacroKind.Arpeggio] is { Setting: 0 } arpeggio)
            Set(voice.ArpeggioSteps, arpeggio, -96, 96);
        Set(voice.PitchSteps, instrument[MacroKind.Pitch] is { } pitch ? Offsets(pitch) : null, -127, 127);
        voice.Timbre = instrument[MacroKind.Duty]?.Values[0] & 3 ?? voice.Timbre;
        if (instrument[MacroKind.Duty] is { Values.Length: > 1 } duty)
            Set(voice.TimbreSteps, duty, 0, 3);
    }

    private static void Set(StepSequence sequence, Macro? macro, int least, int most)
    {
        if (macro is null)
            return;
        sbyte[] steps = [.. macro.Values.Select(value => (sbyte)Math.Clamp(value, least, most))];
        // there the release point is the last step while the key is held, here the first one after it
        sequence.Set(steps, macro.Loop, macro.Release >= 0 ? macro.Release + 1 : -1);
    }

    // a tracker's pitches add up; where a loop leads on for ever, as far as there are steps
    private static Macro Offsets(Macro pitch)
    {
        List<int> offsets = [];
        int sum = 0;
        int turn = pitch.Loop < 0 ? 0 : pitch.Values.Skip(pitch.Loop).Sum();
        foreach (int value in pitch.Values)
            offsets.Add(sum += value);
        if (pitch.Loop < 0 || turn == 0)
            return new Macro([.. offsets], pitch.Loop);
        for (int i = pitch.Loop; offsets.Count < StepSequence.MaxLength; i = i + 1 < pitch.Values.Length ? i + 1 : pitch.Loop)
            offsets.Add(sum += pitch.Values[i]);
        return new Macro([.. offsets]);
    }
}
