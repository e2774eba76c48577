using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>A step of noise, which changes so often that fewer taps, of the phase nearest to its time, must do.</summary>
internal readonly struct CoarseStep
{
    private const uint HalfPhase = 1u << (31 - BandLimitedStep.PhaseBits);

    /// <inheritdoc cref="Step.Start"/>
    public readonly int Start;

    /// <summary>Where the taps for that run are in <see cref="BandLimitedStep.CoarseTable"/>.</summary>
    public readonly int Taps;

    /// <summary>The step's height.</summary>
    public readonly double Height;

    /// <summary>Makes a step.</summary>
    /// <inheritdoc cref="Step(StepTime, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CoarseStep(StepTime time, double height)
    {
        int phase = (int)(((ulong)time.Fraction + HalfPhase) >> (32 - BandLimitedStep.PhaseBits));
        Start = (time.Sample & ~3) + BandLimitedStep.CoarseOffset;
        Taps = phase * BandLimitedStep.CoarseStride + BandLimitedStep.Padding - (time.Sample & 3);
        Height = height;
    }
}
