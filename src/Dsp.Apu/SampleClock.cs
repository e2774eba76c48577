namespace LakhNes.Dsp.Apu;

/// <summary>
/// Converts between CPU cycles and host samples in exact integers. It works in segments of <see cref="SegmentSamples"/> samples
/// counted from the origin, never from a block, so the arithmetic is the same however blocks are cut and for however long it runs.
/// </summary>
internal struct SampleClock
{
    private const int SegmentSamples = 1024;

    /// <summary>Host rates are taken in steps of 1/16 Hz.</summary>
    private const int RateSteps = 16;

    private readonly long _origin;
    private readonly long _samples;
    private readonly long _cycles;
    private readonly double _inverseCycles;
    private long _segmentSample;
    private long _segmentCycle;
    private long _segmentRemainder;
    private long _nextSegmentCycle;

    /// <summary>Starts with sample 0 at a cycle.</summary>
    public SampleClock(ApuTiming timing, double sampleRate, long origin)
    {
        _samples = (long)Math.Round(sampleRate * RateSteps) * timing.CpuClockDenominator;
        _cycles = timing.CpuClockNumerator * RateSteps;
        long common = Gcd(_samples, _cycles);
        _samples /= common;
        _cycles /= common;
        _inverseCycles = 1.0 / _cycles;
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

    /// <summary>The last sample whose time is not after a cycle, and how far the cycle lies behind it, 0 to below 1. Cycles must not go back.</summary>
    public long Locate(long cycle, out double fraction)
    {
        while (cycle >= _nextSegmentCycle)
            EnterSegment(_segmentSample + SegmentSamples);
        long position = _segmentRemainder + (cycle - _segmentCycle) * _samples;
        long sample = (long)(position * _inverseCycles);
        long rest = position - sample * _cycles;
        // The product with the inverse may miss the quotient by one.
        if (rest < 0)
        {
            sample--;
            rest += _cycles;
        }
        else if (rest >= _cycles)
        {
            sample++;
            rest -= _cycles;
        }
        fraction = rest * _inverseCycles;
        return _segmentSample + sample;
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
        // How far the first cycle lies behind the segment's first sample, in 1 / cycles of a sample.
        long rest = sample % _samples;
        _segmentRemainder = (_samples - rest * _cycles % _samples) % _samples;
    }
}
