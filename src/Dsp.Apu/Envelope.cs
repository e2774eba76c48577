namespace LakhNes.Dsp.Apu;

/// <summary>
/// Volume of a pulse or noise channel: constant, or a saw-tooth decay clocked by quarter frames (NESdev, "APU Envelope").
/// </summary>
internal struct Envelope
{
    private bool _constant;
    private bool _start;
    private byte _period;
    private byte _divider;
    private byte _decay;

    /// <summary>0-15.</summary>
    public readonly int Volume => _constant ? _period : _decay;

    public void WriteControl(byte value)
    {
        _constant = (value & 0x10) != 0;
        _period = (byte)(value & 0x0F);
    }

    public void Restart() => _start = true;

    public void ClockQuarterFrame(bool loop)
    {
        if (_start)
        {
            _start = false;
            _decay = 15;
            _divider = _period;
        }
        else if (_divider > 0)
        {
            _divider--;
        }
        else
        {
            _divider = _period;
            if (_decay > 0)
                _decay--;
            else if (loop)
                _decay = 15;
        }
    }
}
