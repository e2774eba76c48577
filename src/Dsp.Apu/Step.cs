using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>A signal's step, divided between the two phases around its time.</summary>
internal readonly struct Step
{
    // Of a 32-bit fraction of a sample, what lies below the phase.
    private const int BetweenBits = 32 - BandLimitedStep.PhaseBits;

    /// <summary>
    /// Where the step's run of samples begins: at a multiple of four, so that the runs of neighbouring steps coincide.
    /// </summary>
    public readonly int Start;

    /// <summary>
    /// Where the taps for that run are in <see cref="BandLimitedStep.Table"/>: those of the phase before the time.
    /// </summary>
    public readonly int Taps;

    /// <summary>The part on the phase before the time.</summary>
    public readonly double Early;

    /// <summary>The part on the phase after it.</summary>
    public readonly double Late;

    /// <summary>Makes a step.</summary>
    /// <param name="time">When.</param>
    /// <param name="height">By how much: a value of <see cref="StepBuffer.Quantise"/>, or a difference of such.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Step(StepTime time, double height)
    {
        Start = time.Sample & ~3;
        Taps = (int)(time.Fraction >> BetweenBits) * BandLimitedStep.Stride + BandLimitedStep.Padding - (time.Sample & 3);
        // How far the time is from the phase before to the one after, 0 to below 1.
        double share = (int)(time.Fraction & ((1u << BetweenBits) - 1)) * (1.0 / (1u << BetweenBits));
        Late = StepBuffer.Quantise(height * share);
        Early = height - Late;
    }
}
