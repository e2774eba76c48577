namespace LakhNes.Nes;

/// <summary>A standard controller on which nobody presses a button.</summary>
public sealed class Controller
{
    private const int Buttons = 8;

    private bool _strobe;
    private int _shifted;

    /// <summary>Bit 0 of a write to $4016: while set, the shift register keeps loading.</summary>
    /// <param name="strobe">The bit.</param>
    public void Write(bool strobe)
    {
        _strobe = strobe;
        if (strobe)
            _shifted = 0;
    }

    /// <summary>One clock of the shift register: 0 for each button, then 1 for ever.</summary>
    public int Read()
    {
        if (_strobe)
            return 0;
        if (_shifted == Buttons)
            return 1;
        _shifted++;
        return 0;
    }
}
