using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>
/// Converts between CPU cycles and host samples. Whole samples are exact integer arithmetic. Fractions count in fixed point from the
/// start of a segment of <see cref="SegmentSamples"/> samples from the origin: never from a block, so they are the same however
/// blocks are cut, and wrong by less than 2^-33 of a sample however long it runs.
/// </summary>
internal struct SampleClock
{
    private const int SegmentSamples = 1024;

    /// <summary>Host rates are taken in steps of 1/16 Hz.</summary>
    private const int RateSteps = 16;

    private const int FractionBits = 52;

    private readonly long _origin;
    private readonly long _samples;
    private readonly long _cycles;
    private readonly long _samplesPerCycle;
    private long _segmentSample;
    private long _segmentCycle;
    private long _segmentStart;
    private long _nextSegmentCycle;

    /// <summary>Starts with sample 0 at a cycle.</summary>
    public SampleClock(ApuTiming timing, double sampleRate, long origin)
    {
        _samples = (long)Math.Round(sampleRate * RateSteps) * timing.CpuClockDenominator;
        _cycles = timing.CpuClockNumerator * RateSteps;
        long common = Gcd(_samples, _cycles);
        _samples /= common;
        _cycles /= common;
        _samplesPerCycle = FixedCeiling(_samples);
        _origin = origin;
        EnterSegment(0);
    }

    /// <summary>The first cycle at or after a sample's time.</summary>
    public readonly long CycleOf(long sample)
    {
        // sample * cycles / samples, rounded up, without leaving 64 bits.
        long whole = Math.DivRem(sample, _samples, out long rest);
        return _origin + whole * _cycles + (rest * _cycles + _samples - 1) / _samples;
    }

    /// <summary>The last sample whose time is not after a cycle.</summary>
    public readonly long SampleAt(long cycle)
    {
        long whole = Math.DivRem(cycle - _origin, _cycles, out long rest);
        return whole * _samples + rest * _samples / _cycles;
    }

    /// <summary>
    /// The last sample whose time is not after a cycle, and how far the cycle lies behind it in 2^-32 of a sample. Cycles must not go
    /// back.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Locate(long cycle, out uint fraction)
    {
        while (cycle >= _nextSegmentCycle)
            EnterSegment(_segmentSample + SegmentSamples);
        long position = _segmentStart + (cycle - _segmentCycle) * _samplesPerCycle;
        fraction = (uint)(position >> (FractionBits - 32));
        return _segmentSample + (position >> FractionBits);
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private void EnterSegment(long sample)
    {
        _segmentSample = sample;
        _segmentCycle = CycleOf(sample);
        _nextSegmentCycle = CycleOf(sample + SegmentSamples);
        // How far the first cycle lies behind the segment's first sample.
        long rest = sample % _samples;
        _segmentStart = FixedCeiling((_samples - rest * _cycles % _samples) % _samples);
    }

    /// <summary>
    /// A number of 1 / cycles of a sample in fixed point, rounded up: a position is never too early, and it cannot reach the next
    /// whole sample, as 1 / cycles is more than the error.
    /// </summary>
    private readonly long FixedCeiling(long count) => (long)((((UInt128)count << FractionBits) + (ulong)_cycles - 1) / (ulong)_cycles);
}
