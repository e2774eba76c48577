namespace LakhNes.Dsp.Apu;

/// <summary>
/// Bends a pulse's period at half frames, and mutes the pulse whenever the period is below 8 or the target above $7FF, enabled or
/// not (NESdev, "APU Sweep"). Pulse 1 subtracts in one's complement (one more), pulse 2 in two's complement.
/// </summary>
internal struct SweepUnit(bool onesComplement)
{
    private readonly bool _onesComplement = onesComplement;
    private bool _enabled;
    private bool _negate;
    private bool _reload;
    private byte _period;
    private byte _shift;
    private byte _divider;

    public void WriteControl(byte value)
    {
        _enabled = (value & 0x80) != 0;
        _period = (byte)((value >> 4) & 7);
        _negate = (value & 0x08) != 0;
        _shift = (byte)(value & 7);
        _reload = true;
    }

    public readonly int TargetPeriod(int period)
    {
        int change = period >> _shift;
        return _negate ? Math.Max(0, period - change - (_onesComplement ? 1 : 0)) : period + change;
    }

    public readonly bool Mutes(int period) => period < 8 || TargetPeriod(period) > 0x7FF;

    /// <summary>Returns the pulse's period after this half frame.</summary>
    public int ClockHalfFrame(int period)
    {
        if (_divider == 0 && _enabled && _shift > 0 && !Mutes(period))
            period = TargetPeriod(period);
        if (_divider == 0 || _reload)
        {
            _divider = _period;
            _reload = false;
        }
        else
        {
            _divider--;
        }
        return period;
    }
}
