namespace LakhNes.Dsp.Apu;

/// <summary>The triangle's finer length control, clocked by quarter frames (NESdev, "APU Triangle").</summary>
internal struct LinearCounter
{
    private bool _control;
    private bool _reload;
    private byte _period;
    private byte _count;

    public readonly bool IsRunning => _count > 0;

    /// <summary>$4008: control flag and reload value.</summary>
    public void WriteControl(byte value)
    {
        _control = (value & 0x80) != 0;
        _period = (byte)(value & 0x7F);
    }

    public void Restart() => _reload = true;

    public void ClockQuarterFrame()
    {
        if (_reload)
            _count = _period;
        else if (_count > 0)
            _count--;
        if (!_control)
            _reload = false;
    }
}
