using System.Collections.Immutable;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Trackers;

namespace LakhNes.Cli.Trackers;

/// <summary>
/// The sounds of a preset as a tracker's instruments, which know macros alone: a tick a console frame. Vibrato, glide, detune and
/// the chip's sweep have no place there.
/// </summary>
public static class PresetInstruments
{
    private const int Full = 15;
    private const int QuarterFrames = 4; // of a console frame: what the chip's envelope counts

    private static readonly string[] Names = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];

    /// <summary>The instruments of the four voices that a score has, in their order.</summary>
    /// <param name="settings">The preset.</param>
    /// <param name="framesPerQuarter">Console frames of a quarter note, for steps that count in notes.</param>
    public static IReadOnlyList<TrackerInstrument> Of(InstrumentSettings settings, double framesPerQuarter) =>
        [
            .. Enumerable
                .Range(0, NesVoices.Count)
                .Select(voice => Of(settings[(ApuVoice)voice], (NesVoice)voice, framesPerQuarter)),
        ];

    private static TrackerInstrument Of(VoiceSettings sound, NesVoice voice, double framesPerQuarter)
    {
        double ticks = TicksOf(sound.StepClock, framesPerQuarter);
        Macro? arpeggio = Steps(sound.ArpeggioSteps, step => step + sound.Transpose, ticks);
        if (arpeggio is null && sound.Transpose != 0)
            arpeggio = Macro.Constant(sound.Transpose);
        return new TrackerInstrument(Names[(int)voice])
        {
            [MacroKind.Volume] = Volume(sound, ticks),
            [MacroKind.Arpeggio] = arpeggio,
            [MacroKind.Pitch] = Pitch(sound, arpeggio, ticks),
            [MacroKind.Duty] =
                voice.Timbres() == 0 ? null : Steps(sound.TimbreSteps, step => step, ticks) ?? Macro.Constant(sound.Timbre),
        };
    }

    private static Macro Volume(VoiceSettings sound, double ticks)
    {
        if (sound.HardwareEnvelope)
            return Envelope(sound);
        return Steps(sound.VolumeSteps, step => Level(step, sound.Volume), ticks) ?? Macro.Constant(sound.Volume);
    }

    // what is not silent is at least 1, as on the chip
    private static int Level(int step, int volume) =>
        step == 0 || volume == 0 ? 0 : Math.Max((int)Math.Round(step * volume / (double)Full, MidpointRounding.AwayFromZero), 1);

    private static Macro Envelope(VoiceSettings sound)
    {
        int period = sound.EnvelopePeriod + 1,
            length = Math.Min((((Full + 1) * period) + QuarterFrames - 1) / QuarterFrames, Macro.MaxLength);
        IEnumerable<int> levels = Enumerable.Range(0, length).Select(tick => Math.Max(Full - (tick * QuarterFrames / period), 0));
        return sound.EnvelopeLoop ? new Macro([.. levels], 0) : new Macro([.. levels, 0]);
    }

    // while an arpeggio runs, the pitch is set anew each tick, so that offsets stand as they are
    private static Macro? Pitch(VoiceSettings sound, Macro? arpeggio, double ticks)
    {
        if (Steps(sound.PitchSteps, step => step, ticks) is not { } macro)
            return null;
        return arpeggio is { Loop: >= 0 } ? macro : PitchSteps.ToMacro([.. macro.Values], macro.Loop);
    }

    private static Macro? Steps(StepSequence sequence, Func<int, int> value, double ticks)
    {
        if (sequence.Length == 0)
            return null;
        ImmutableArray<int>.Builder values = ImmutableArray.CreateBuilder<int>();
        int[] starts = new int[sequence.Length + 1];
        for (int step = 0; step < sequence.Length; step++)
        {
            starts[step] = values.Count;
            for (int end = (int)Math.Round((step + 1) * ticks); values.Count < end && values.Count < Macro.MaxLength; )
                values.Add(value(sequence[step]));
        }
        int loop = sequence.Loop >= 0 && starts[sequence.Loop] < values.Count ? starts[sequence.Loop] : -1;
        // here a release is the first step that is played when the key is let go, there the last one while it is held
        int release = sequence.Release > 0 && starts[sequence.Release] < values.Count ? starts[sequence.Release] - 1 : -1;
        return new Macro(values.DrainToImmutable(), loop > release && release >= 0 ? -1 : loop, release);
    }

    private static double TicksOf(StepClock clock, double framesPerQuarter) =>
        clock switch
        {
            StepClock.SixtyFourth => framesPerQuarter / 16,
            StepClock.ThirtySecondTriplet => framesPerQuarter / 12,
            StepClock.ThirtySecond => framesPerQuarter / 8,
            StepClock.SixteenthTriplet => framesPerQuarter / 6,
            StepClock.Sixteenth => framesPerQuarter / 4,
            StepClock.EighthTriplet => framesPerQuarter / 3,
            StepClock.Eighth => framesPerQuarter / 2,
            _ => 1,
        };
}
