namespace LakhNes.Dsp.Apu;

/// <summary>What the frame counter clocks.</summary>
[Flags]
internal enum FrameClocks
{
    None = 0,

    /// <summary>Envelopes and the linear counter.</summary>
    Quarter = 1,

    /// <summary>Length counters and sweeps.</summary>
    Half = 2,
}

/// <summary>
/// The sequencer behind $4017 (NESdev, "APU Frame Counter"). A write restarts it three or four cycles later, by the APU's phase;
/// in four-step mode it raises the interrupt flag on three cycles in a row.
/// </summary>
internal struct FrameCounter
{
    private bool _fiveSteps;
    private bool _inhibit;
    private bool _flag;
    private long _flagEndsAt = ApuChip.Never;
    private int _step;
    private long _restartedAt;
    private long _lastClockAt = long.MinValue / 2;
    private bool _writtenFiveSteps;
    private long _restartsAt = ApuChip.Never;

    public FrameCounter() { }

    /// <summary>The interrupt line. The flag that $4015 shows outlives it by up to two cycles.</summary>
    public bool Irq { get; private set; }

    /// <summary>Cycle at which <see cref="Clock"/> is due.</summary>
    public long Next { get; private set; }

    public void Write(byte value, long cycle, ApuTiming timing)
    {
        _writtenFiveSteps = (value & 0x80) != 0;
        _restartsAt = cycle + ((cycle & 1) != 0 ? 3 : 4);
        _inhibit = (value & 0x40) != 0;
        if (_inhibit)
            ClearFlag();
        FindNext(timing);
    }

    /// <summary>Power-on and reset act like a write that keeps the mode and allows interrupts.</summary>
    public void Restart(long cycle, ApuTiming timing)
    {
        ClearFlag();
        Write(_writtenFiveSteps ? (byte)0x80 : (byte)0, cycle, timing);
    }

    /// <summary>Makes what is due at <see cref="Next"/>.</summary>
    public FrameClocks Clock(ApuTiming timing)
    {
        long cycle = Next;
        FrameClocks clocks = FrameClocks.None;
        if (_restartedAt + Steps(timing)[_step] == cycle)
            clocks = Step(cycle);
        if (_restartsAt == cycle)
            clocks |= ApplyWrite(cycle);
        if (clocks != FrameClocks.None)
            _lastClockAt = cycle;
        FindNext(timing);
        return clocks;
    }

    /// <summary>A read of $4015: gives the flag, and clears it from the start of the next APU cycle.</summary>
    public bool ReadFlag(long cycle)
    {
        Irq = false;
        if (cycle >= _flagEndsAt)
            ClearFlag();
        else if (_flag && _flagEndsAt == ApuChip.Never)
            _flagEndsAt = cycle + ((cycle & 1) != 0 ? 1 : 2);
        return _flag;
    }

    /// <summary>Earliest cycle at which the line can rise, if nothing is written.</summary>
    public readonly long NextIrq(ApuTiming timing)
    {
        if (_inhibit)
            return ApuChip.Never;
        ReadOnlySpan<int> fourSteps = timing.FrameSteps;
        long running = _fiveSteps ? ApuChip.Never : _restartedAt + fourSteps[Math.Max(_step, 3)];
        long written = _restartsAt == ApuChip.Never || _writtenFiveSteps ? ApuChip.Never : _restartsAt + fourSteps[3];
        return Math.Min(running, written);
    }

    private readonly ReadOnlySpan<int> Steps(ApuTiming timing) => timing.FrameSteps.Slice(_fiveSteps ? 6 : 0, 6);

    private FrameClocks Step(long cycle)
    {
        FrameClocks clocks = _step switch
        {
            0 or 2 => FrameClocks.Quarter,
            1 or 4 => FrameClocks.Quarter | FrameClocks.Half,
            _ => FrameClocks.None,
        };
        if (!_fiveSteps && _step >= 3)
            RaiseFlag();
        if (++_step == 6)
        {
            _step = 0;
            _restartedAt = cycle;
        }
        return clocks;
    }

    /// <summary>An inhibited flag still shows for the first two of the three cycles.</summary>
    private void RaiseFlag()
    {
        _flag = !_inhibit || _step < 5;
        _flagEndsAt = ApuChip.Never;
        Irq = !_inhibit;
    }

    private FrameClocks ApplyWrite(long cycle)
    {
        _fiveSteps = _writtenFiveSteps;
        _step = 0;
        _restartedAt = cycle;
        _restartsAt = ApuChip.Never;
        // A five-step write clocks everything at once, unless a step has done so on this cycle or the one before.
        return _fiveSteps && cycle - _lastClockAt > 1 ? FrameClocks.Quarter | FrameClocks.Half : FrameClocks.None;
    }

    private void ClearFlag()
    {
        Irq = false;
        _flag = false;
        _flagEndsAt = ApuChip.Never;
    }

    private void FindNext(ApuTiming timing) => Next = Math.Min(_restartsAt, _restartedAt + Steps(timing)[_step]);
}
