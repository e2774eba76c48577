using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Voices;

/// <summary>
/// The chip's registers as the instrument last wrote them, so that only changes are written, with a short queue of writes
/// that must fall a few cycles later.
/// </summary>
internal sealed class ChipRegisters(IApuRegisters chip)
{
    /// <summary>Cycles after which a $4017 write has clocked the frame counter's units: 3 or 4, and room to spare.</summary>
    public const int FrameClockDelay = 8;

    /// <summary>
    /// Length counter index 1 (254 half frames), as it stands in the top five bits of a channel's last register.
    /// </summary>
    public const int LongestLength = 1 << 3;

    /// <summary>A pulse's or the noise's first register at level 0, the length counter halted.</summary>
    public const int Silent = ApuRegister.Halt | ApuRegister.ConstantVolume;

    private const int FourSteps = 0x40;
    private const int FiveSteps = 0xC0;
    private const int Unknown = -1;

    private readonly int[] _shadow = new int[0x18];
    private readonly (long Cycle, int Address, byte Value)[] _deferred = new (long, int, byte)[16];
    private int _deferredCount;
    private bool _triangleOn;
    private long _dmcBusyUntil;
    private ApuTiming _timing = ApuTiming.Of(ApuRegion.Ntsc);
    private long _frameCounterStart;

    /// <summary>Cycle of the first deferred write; <see cref="long.MaxValue"/> where there is none.</summary>
    public long NextDue => _deferredCount > 0 ? _deferred[0].Cycle : long.MaxValue;

    /// <summary>One bit a voice whose hardware envelope or sweep is in use: the frame counter must not be disturbed.</summary>
    public int FrameUnitUsers { get; set; }

    /// <summary>Puts the chip into the state that the voices expect: silent, pulses and noise enabled, lengths halted.</summary>
    public void Initialise(ApuRegion region, long cycle)
    {
        _timing = ApuTiming.Of(region);
        _deferredCount = 0;
        _triangleOn = false;
        _dmcBusyUntil = 0;
        FrameUnitUsers = 0;
        Array.Fill(_shadow, Unknown);

        Write(cycle, ApuRegister.FrameCounter, FourSteps);
        Write(cycle, ApuRegister.Status, 0x0F);
        foreach (int pulse in (ReadOnlySpan<int>)[ApuRegister.Pulse1, ApuRegister.Pulse2])
        {
            Write(cycle, pulse, Silent);
            // negate and shift 0: the target period is never above $7FF, so a disabled sweep does not mute low notes
            Write(cycle, pulse + ApuRegister.Sweep, ApuRegister.SweepNegate);
            Write(cycle, pulse + ApuRegister.TimerLow, 0);
            Write(cycle, pulse + ApuRegister.TimerHigh, LongestLength);
        }

        // the triangle is gated by its length counter alone, which acts at once; its linear counter stays full from here on
        Write(cycle, ApuRegister.Triangle, 0xFF);
        Write(cycle, ApuRegister.Triangle + ApuRegister.TimerLow, 0);
        Write(cycle, ApuRegister.Triangle + ApuRegister.TimerHigh, LongestLength);
        Write(cycle, ApuRegister.Noise, Silent);
        Write(cycle, ApuRegister.NoisePeriod, 0);
        Write(cycle, ApuRegister.NoiseLength, LongestLength);
        Write(cycle, ApuRegister.DmcRate, 0);
        Write(cycle, ApuRegister.DmcLevel, 0);
        ClockFrameUnits(cycle);
        WriteStatus(cycle);
    }

    /// <summary>Writes a register if its value changes.</summary>
    public void Set(long cycle, int address, int value)
    {
        if (_shadow[address & 0x1F] != value)
            Write(cycle, address, value);
    }

    /// <summary>Writes a register, changed or not.</summary>
    public void Write(long cycle, int address, int value)
    {
        _shadow[address & 0x1F] = value;
        if (address == ApuRegister.FrameCounter)
            _frameCounterStart = cycle;
        chip.Write(cycle, address, (byte)value);
    }

    /// <summary>Starts or stops the triangle at this very cycle; stopped, it holds its level.</summary>
    public void GateTriangle(long cycle, bool on)
    {
        if (_triangleOn == on)
            return;
        _triangleOn = on;
        WriteStatus(cycle);
        // the length counter was cleared with the enable bit: load it again
        if (on)
            Write(cycle, ApuRegister.Triangle + ApuRegister.TimerHigh, _shadow[0x0B]);
    }

    /// <summary>Stops the sample that plays and starts another.</summary>
    /// <param name="cycle">CPU cycle of the writes.</param>
    /// <param name="level">The channel's level before the first bit.</param>
    /// <param name="busyUntil">Up to this cycle the sample surely has bytes left to fetch.</param>
    public void StartSample(long cycle, int level, long busyUntil)
    {
        StopSample(cycle, level);
        _dmcBusyUntil = busyUntil;
        WriteStatus(cycle);
    }

    /// <summary>Stops the sample that plays and lets the channel's level fall to rest, or puts it elsewhere.</summary>
    public void StopSample(long cycle, int level = 0)
    {
        _dmcBusyUntil = 0;
        WriteStatus(cycle);
        Write(cycle, ApuRegister.DmcLevel, level);
    }

    /// <summary>
    /// Clocks envelopes, linear and length counters and sweeps once, out of turn, and starts the frame counter's sequence anew.
    /// </summary>
    public void ClockFrameUnits(long cycle)
    {
        Write(cycle, ApuRegister.FrameCounter, FiveSteps);
        Defer(cycle + FrameClockDelay, ApuRegister.FrameCounter, FourSteps);
    }

    /// <summary>
    /// Whether <see cref="ClockFrameUnits"/> would work now: no voice depends on the frame counter's rhythm, and none of its own
    /// steps falls so near that the chip leaves the extra clock out (NESdev, "APU Frame Counter").
    /// </summary>
    public bool CanClockFrameUnits(long cycle)
    {
        if (FrameUnitUsers != 0 || NextDue != long.MaxValue)
            return false;
        ReadOnlySpan<int> steps = _timing.FrameSteps[..6];
        long place = (cycle - _frameCounterStart) % steps[5];
        foreach (int step in steps)
        {
            if (place > step - (2 * FrameClockDelay) && place < step + FrameClockDelay)
                return false;
        }

        return true;
    }

    /// <summary>Queues a write. Calls come in the order of their cycles.</summary>
    public void Defer(long cycle, int address, int value) => _deferred[_deferredCount++] = (cycle, address, (byte)value);

    /// <summary>Makes the deferred writes that are due.</summary>
    public void RunTo(long cycle)
    {
        while (NextDue <= cycle)
            WriteFirstDeferred(NextDue);
    }

    /// <summary>Drops the deferred writes to the four registers of one channel.</summary>
    public void Cancel(int first)
    {
        int kept = 0;
        for (int i = 0; i < _deferredCount; i++)
        {
            if ((_deferred[i].Address & ~3) != first)
                _deferred[kept++] = _deferred[i];
        }

        _deferredCount = kept;
    }

    private void WriteFirstDeferred(long cycle)
    {
        (_, int address, byte value) = _deferred[0];
        _deferredCount--;
        Array.Copy(_deferred, 1, _deferred, 0, _deferredCount);
        Write(cycle, address, value);
    }

    // the sample's bit only while bytes are left: set after the last fetch, it would start the sample over
    private void WriteStatus(long cycle) =>
        Write(cycle, ApuRegister.Status, 0x0B | (_triangleOn ? 0x04 : 0) | (cycle < _dmcBusyUntil ? 0x10 : 0));
}
