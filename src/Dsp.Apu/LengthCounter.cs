namespace LakhNes.Dsp.Apu;

/// <summary>
/// Silences a channel after a number of half frames (NESdev, "APU Length Counter"). A written halt flag or load takes effect one
/// cycle after the write, behind the frame counter's clock of that cycle: halting on the clock comes too late, and a load on the
/// clock is lost if the counter was counting.
/// </summary>
internal struct LengthCounter
{
    private bool _enabled;
    private bool _halt;
    private bool _writtenHalt;
    private byte _count;
    private byte _loaded;
    private byte _countAtLoad;

    /// <summary>The halt flag in effect; an envelope takes it as its loop flag, a triangle as its control flag.</summary>
    public readonly bool Halt => _halt;

    public readonly bool IsRunning => _count > 0;

    /// <summary>Something was written that <see cref="ApplyWrites"/> has yet to make good.</summary>
    public readonly bool HasWrites => _loaded != 0 || _writtenHalt != _halt;

    private static ReadOnlySpan<byte> Lengths =>
        [
            10,
            254,
            20,
            2,
            40,
            4,
            80,
            6,
            160,
            8,
            60,
            10,
            14,
            12,
            26,
            14,
            12,
            16,
            24,
            18,
            48,
            20,
            96,
            22,
            192,
            24,
            72,
            26,
            16,
            28,
            32,
            30,
        ];

    public void WriteHalt(bool halt) => _writtenHalt = halt;

    /// <summary>Bits 3-7 of a channel's fourth register choose the length.</summary>
    public void WriteLoad(byte value)
    {
        if (!_enabled)
            return;
        _loaded = Lengths[value >> 3];
        _countAtLoad = _count;
    }

    public void SetEnabled(bool enabled)
    {
        _enabled = enabled;
        if (enabled)
            return;
        _count = 0;
        _loaded = 0;
    }

    public void ClockHalfFrame()
    {
        if (_count > 0 && !_halt)
            _count--;
    }

    /// <summary>Lets what was written on the cycle before take effect.</summary>
    public void ApplyWrites()
    {
        _halt = _writtenHalt;
        if (_loaded != 0 && _count == _countAtLoad)
            _count = _loaded;
        _loaded = 0;
    }
}
