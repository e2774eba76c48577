namespace LakhNes.Dsp.Apu;

/// <summary>
/// The sample channel: memory reader, one-byte buffer, and an output unit that moves a 7-bit counter by two for each bit
/// (NESdev, "APU DMC" and "DMA"). It asks for bytes; who fetches them is the chip's affair.
/// </summary>
internal struct DmcChannel
{
    private bool _irqEnabled;
    private bool _loop;
    private int _stepCycles;
    private int _sampleAddress = 0xC000;
    private int _sampleLength = 1;
    private int _address = 0xC000;
    private int _bytesRemaining;
    private byte _buffer;
    private bool _bufferFull;
    private byte _shifter;
    private int _bitsRemaining = 8;
    private bool _silence = true;
    private long _nextClock;

    public DmcChannel(ApuTiming timing)
    {
        _stepCycles = timing.DmcPeriods[0];
        _nextClock = _stepCycles;
    }

    /// <summary>0-127.</summary>
    public int Level { get; private set; }

    /// <summary>The interrupt flag.</summary>
    public bool Irq { get; private set; }

    /// <summary>The memory reader wants <see cref="FetchAddress"/> now.</summary>
    public bool FetchPending { get; private set; }

    /// <summary>Cycle at which the fetch was asked for.</summary>
    public long FetchRequestedAt { get; private set; }

    /// <summary>Cycle at which an enabling write to $4015 makes its fetch; <see cref="ApuChip.Never"/> if none is due.</summary>
    public long StartsAt { get; private set; } = ApuChip.Never;

    /// <summary>Cycle at which a disabling write to $4015 takes effect; <see cref="ApuChip.Never"/> if none is due.</summary>
    public long StopsAt { get; private set; } = ApuChip.Never;

    /// <summary>Cycle of the next clock that does something; <see cref="ApuChip.Never"/> if none does.</summary>
    public long NextChange { get; private set; } = ApuChip.Never;

    public readonly bool IsActive => _bytesRemaining > 0;

    public readonly int FetchAddress => _address;

    /// <summary>The next byte fetched may be the last and raise an interrupt.</summary>
    public readonly bool MayInterrupt => _irqEnabled && !_loop && _bytesRemaining > 0;

    /// <summary>Cycle at which the reader next asks for a byte, as things stand.</summary>
    public readonly long NextRequest
    {
        get
        {
            if (FetchPending)
                return FetchRequestedAt;
            if (_bytesRemaining == 0)
                return ApuChip.Never;
            return _bufferFull ? ByteEnd : StartsAt;
        }
    }

    private readonly long ByteEnd => _nextClock + (_bitsRemaining - 1L) * _stepCycles;

    public void Write(int register, byte value, ApuTiming timing)
    {
        switch (register)
        {
            case 0:
                _irqEnabled = (value & 0x80) != 0;
                _loop = (value & 0x40) != 0;
                _stepCycles = timing.DmcPeriods[value & 0x0F];
                if (!_irqEnabled)
                    Irq = false;
                break;
            case 1:
                Level = value & 0x7F;
                break;
            case 2:
                _sampleAddress = 0xC000 | (value << 6);
                break;
            default:
                _sampleLength = (value << 4) | 1;
                break;
        }
    }

    /// <summary>
    /// Bit 4 of a write to $4015. Reader and CPU see it on the second or third cycle after the write, by the APU's phase.
    /// </summary>
    public void SetEnabled(bool enabled, long cycle)
    {
        Irq = false;
        long effect = cycle + ((cycle & 1) != 0 ? 2 : 3);
        if (!enabled)
        {
            if (StopsAt == ApuChip.Never)
                StopsAt = effect;
        }
        else
        {
            // A register log may carry off and on at one cycle, which no CPU can write: off comes first.
            ApplyEnable(StopsAt);
            if (_bytesRemaining > 0)
                return;
            RestartSample();
            StartsAt = effect;
        }
    }

    /// <summary>Makes the delayed effect of a write to $4015, if it is due.</summary>
    public void ApplyEnable(long cycle)
    {
        if (cycle == ApuChip.Never)
            return;
        if (StopsAt == cycle)
        {
            StopsAt = ApuChip.Never;
            _bytesRemaining = 0;
            FetchPending = false;
        }
        if (StartsAt == cycle)
        {
            StartsAt = ApuChip.Never;
            Request(cycle);
        }
    }

    /// <summary>Takes the byte that was fetched.</summary>
    public void Fill(byte value)
    {
        FetchPending = false;
        if (_bytesRemaining == 0)
            return;
        _buffer = value;
        _bufferFull = true;
        _address = _address == 0xFFFF ? 0x8000 : _address + 1;
        if (--_bytesRemaining > 0)
            return;
        if (_loop)
            RestartSample();
        else
            Irq |= _irqEnabled;
    }

    /// <summary>
    /// The console's reset: the counter keeps only its lowest bit, and everything but the registers starts over.
    /// </summary>
    public void Reset()
    {
        Level &= 1;
        Irq = false;
        FetchPending = false;
        StartsAt = StopsAt = ApuChip.Never;
        _bytesRemaining = 0;
        _bufferFull = false;
        _silence = true;
        _bitsRemaining = 8;
    }

    /// <inheritdoc cref="PulseChannel.Settle"/>
    public void Settle(long cycle)
    {
        if (_nextClock > cycle)
            return;
        long clocks = (cycle - _nextClock) / _stepCycles + 1;
        _nextClock += clocks * _stepCycles;
        _bitsRemaining = ((_bitsRemaining - 1 - (int)(clocks & 7)) & 7) + 1;
    }

    /// <inheritdoc cref="PulseChannel.Refresh"/>
    public void Refresh()
    {
        if (!_silence)
            NextChange = _nextClock;
        else
            NextChange = _bufferFull ? ByteEnd : ApuChip.Never;
    }

    /// <summary>Makes the clock at <see cref="NextChange"/>.</summary>
    public void Advance()
    {
        long cycle = NextChange;
        if (_silence)
            _bitsRemaining = 1;
        else
            OutputBit();
        _nextClock = cycle + _stepCycles;
        if (--_bitsRemaining == 0)
            StartByte(cycle);
        Refresh();
    }

    private void OutputBit()
    {
        if ((_shifter & 1) != 0)
            Level += Level <= 125 ? 2 : 0;
        else
            Level -= Level >= 2 ? 2 : 0;
        _shifter >>= 1;
    }

    private void StartByte(long cycle)
    {
        _bitsRemaining = 8;
        _silence = !_bufferFull;
        if (_silence)
            return;
        _shifter = _buffer;
        _bufferFull = false;
        // A write to $4015 that is still taking effect asks by itself.
        if (StartsAt == ApuChip.Never)
            Request(cycle);
    }

    private void Request(long cycle)
    {
        if (_bufferFull || _bytesRemaining == 0)
            return;
        FetchPending = true;
        FetchRequestedAt = cycle;
    }

    private void RestartSample()
    {
        _address = _sampleAddress;
        _bytesRemaining = _sampleLength;
    }
}
