using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>A step of noise, which changes so often that fewer taps, of the phase nearest to its time, must do.</summary>
internal readonly struct CoarseStep
{
    /// <inheritdoc cref="Step.Start"/>
    public readonly int Start;

    /// <summary>Where the taps for that run are in <see cref="BandLimitedStep.CoarseTable"/>.</summary>
    public readonly int Taps;

    /// <summary>The step's height.</summary>
    public readonly double Height;

    /// <summary>Makes a step.</summary>
    /// <param name="phase">When: what <see cref="StepTimes.NearestPhase"/> says.</param>
    /// <param name="height">By how much: a difference of values of <see cref="StepBuffer.Quantise"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CoarseStep(int phase, double height)
    {
        int sample = phase >> BandLimitedStep.PhaseBits;
        Start = (sample & ~3) + BandLimitedStep.CoarseOffset;
        Taps = (phase & (BandLimitedStep.Phases - 1)) * BandLimitedStep.CoarseStride + BandLimitedStep.Padding - (sample & 3);
        Height = height;
    }
}
