using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>Tells when steps fall, for cycles of one of a <see cref="SampleClock"/>'s segments.</summary>
/// <param name="cycle">The segment's first cycle.</param>
/// <param name="start">That cycle's time behind the segment's first sample, in fixed point.</param>
/// <param name="samplesPerCycle">Fixed point too.</param>
/// <param name="sample">The segment's first sample, counted from the next one to be read.</param>
internal readonly struct StepTimes(long cycle, long start, long samplesPerCycle, long sample)
{
    /// <summary>Bits behind the point.</summary>
    public const int FractionBits = 52;

    private const long HalfPhase = 1L << (FractionBits - BandLimitedStep.PhaseBits - 1);

    private readonly long _origin = start - cycle * samplesPerCycle + HalfPhase;
    private readonly int _phase = (int)sample << BandLimitedStep.PhaseBits;

    /// <summary>One sample for every cycle.</summary>
    public static StepTimes At(int sample) => new(0, 0, 0, sample);

    /// <summary>
    /// The last sample whose time is not after a cycle, counted from the next one to be read, and how far the cycle lies behind
    /// it.
    /// </summary>
    public StepTime this[long at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            long position = start + (at - cycle) * samplesPerCycle;
            return new StepTime((int)(sample + (position >> FractionBits)), (uint)(position >> (FractionBits - 32)));
        }
    }

    /// <summary>The phase nearest to a cycle, counted from the next sample to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NearestPhase(long at)
    {
        return _phase + (int)((at * samplesPerCycle + _origin) >> (FractionBits - BandLimitedStep.PhaseBits));
    }
}
