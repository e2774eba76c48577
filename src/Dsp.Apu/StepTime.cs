using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>When a step falls, as <see cref="StepBuffer"/> and <see cref="BandLimitedStep"/> need it.</summary>
internal readonly struct StepTime
{
    // Of a 32-bit fraction of a sample, what lies below the phase.
    private const int BetweenBits = 32 - BandLimitedStep.PhaseBits;

    /// <summary>Where the step's run of samples begins: at a multiple of four, so that the runs of neighbouring steps coincide.</summary>
    public readonly int Start;

    /// <summary>Where the taps for that run are in <see cref="BandLimitedStep.Table"/>: those of the phase before the time.</summary>
    public readonly int Taps;

    /// <summary>How far the time is from that phase to the next, 0 to below 1.</summary>
    public readonly double Share;

    /// <summary>Makes a time.</summary>
    /// <param name="sample">Whole samples from the next one to be read, not negative.</param>
    /// <param name="fraction">What is behind that sample, in 2^-32 samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StepTime(int sample, uint fraction)
    {
        Start = sample & ~3;
        Taps = (int)(fraction >> BetweenBits) * BandLimitedStep.Stride + BandLimitedStep.Padding - (sample & 3);
        Share = (int)(fraction & ((1u << BetweenBits) - 1)) * (1.0 / (1u << BetweenBits));
    }
}
