namespace LakhNes.Dsp.Apu;

/// <summary>
/// Converts between CPU cycles and host samples. Whole samples are exact integer arithmetic. Fractions count in fixed point from
/// the start of a segment of <see cref="SegmentSamples"/> samples from the origin: never from a block, so they are the same
/// however blocks are cut, and wrong by less than 2^-33 of a sample however long it runs.
/// </summary>
internal struct SampleClock
{
    private const int SegmentSamples = 1024;

    /// <summary>Host rates are taken in steps of 1/16 Hz.</summary>
    private const int RateSteps = 16;

    private const int FractionBits = StepTimes.FractionBits;

    private readonly long _origin;
    private readonly long _samples;
    private readonly long _cycles;
    private readonly long _samplesPerCycle;
    private long _segmentSample;
    private long _segmentStart;

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

    /// <summary>The first cycle of the times that <see cref="MoveTo"/> has moved on to.</summary>
    public long SegmentCycle { get; private set; }

    /// <summary>The cycle at which times have to be asked for anew.</summary>
    public long NextSegmentCycle { get; private set; }

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

    /// <summary>Moves on to the times around a cycle. Cycles must not go back.</summary>
    public void MoveTo(long cycle)
    {
        while (cycle >= NextSegmentCycle)
            EnterSegment(_segmentSample + SegmentSamples);
    }

    /// <summary>The times up to <see cref="NextSegmentCycle"/> that <see cref="MoveTo"/> has moved on to.</summary>
    /// <param name="position">The sample from which they count.</param>
    public readonly StepTimes From(long position) =>
        new(SegmentCycle, _segmentStart, _samplesPerCycle, _segmentSample - position);

    private static long Gcd(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }

    private void EnterSegment(long sample)
    {
        _segmentSample = sample;
        SegmentCycle = CycleOf(sample);
        NextSegmentCycle = CycleOf(sample + SegmentSamples);
        // How far the first cycle lies behind the segment's first sample.
        long rest = sample % _samples;
        _segmentStart = FixedCeiling((_samples - rest * _cycles % _samples) % _samples);
    }

    /// <summary>
    /// A number of 1 / cycles of a sample in fixed point, rounded up: a position is never too early, and it cannot reach the next
    /// whole sample, as 1 / cycles is more than the error.
    /// </summary>
    private readonly long FixedCeiling(long count) =>
        (long)((((UInt128)count << FractionBits) + (ulong)_cycles - 1) / (ulong)_cycles);
}
