namespace LakhNes.Nes;

/// <summary>A standard controller on which nobody presses a button.</summary>
public sealed class Controller
{
    private const int Buttons = 8;

    private bool _strobe;
    private int _shifted;
    private long _lastRead = long.MinValue;

    /// <summary>Bit 0 of a write to $4016: while set, the shift register keeps loading.</summary>
    /// <param name="strobe">The bit.</param>
    public void Write(bool strobe)
    {
        _strobe = strobe;
        if (strobe)
            _shifted = 0;
    }

    /// <summary>
    /// Bit 0 of a read: the buttons in turn, then 1 for ever. The shift register's clock is the end of the read.
    /// </summary>
    /// <param name="cycle">CPU cycle; reads in consecutive cycles, as a DMA repeats them, clock it once.</param>
    public int Read(long cycle)
    {
        bool repeated = cycle - 1 == _lastRead;
        _lastRead = cycle;
        if (!_strobe && !repeated && _shifted <= Buttons)
            _shifted++;
        return _shifted > Buttons ? 1 : 0;
    }
}
