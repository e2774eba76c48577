using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Score;

namespace LakhNes.Instrument.Voices;

/// <summary>The shapes of composed notes (<see cref="VolumeShapes"/>) as sequences that voices play.</summary>
internal static class ShapeSteps
{
    private static readonly StepSequence[] Pulse = Of(NesVoice.Pulse1),
        Noise = Of(NesVoice.Noise);

    /// <summary>The sequences of a channel, that of shape 1 first.</summary>
    public static StepSequence[] Of(ApuVoice channel) => channel == ApuVoice.Noise ? Noise : Pulse;

    private static StepSequence[] Of(NesVoice voice)
    {
        var sequences = new StepSequence[VolumeShapes.Count];
        Span<sbyte> steps = stackalloc sbyte[VolumeShapes.Frames];
        for (int i = 0; i < sequences.Length; i++)
        {
            ReadOnlySpan<byte> volumes = VolumeShapes.Default.Of(voice, i + 1);
            for (int frame = 0; frame < steps.Length; frame++)
                steps[frame] = (sbyte)volumes[frame];
            sequences[i] = new StepSequence();
            sequences[i].Set(steps);
        }

        return sequences;
    }
}
