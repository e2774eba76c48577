namespace LakhNes.Instrument.Notes;

/// <summary>What controllers have set on one MIDI channel.</summary>
internal sealed class MidiChannel
{
    /// <summary>Pitch bend, -1 to 1.</summary>
    public double Bend;

    /// <summary>Semitones of a full bend set by RPN 0; NaN: the parameter's.</summary>
    public double BendRange = double.NaN;

    /// <summary>CC1, 0 to 1.</summary>
    public double Modulation;

    /// <summary>Channel pressure, 0 to 1.</summary>
    public double Pressure;

    /// <summary>CC7, 0 to 1; 1 until the first one arrives.</summary>
    public double Volume = 1;

    /// <summary>CC10, -1 to 1.</summary>
    public double Pan;

    /// <summary>CC11, 0 to 1.</summary>
    public double Expression = 1;

    /// <summary>CC64.</summary>
    public bool Sustain;

    /// <summary>CC12 of the NES-MDB dialect, 0 to 3; its files leave out a first 0.</summary>
    public int Timbre;

    /// <summary>CC74 of the MPE dialect, 0 to 1, the middle changing nothing.</summary>
    public double Brightness = 0.5;

    /// <summary>General MIDI program, 0 to 127; -1 until one comes.</summary>
    public int Program = -1;

    /// <summary>RPN selected by CC101 (high seven bits) and CC100 (low), or -1.</summary>
    public int RpnHigh = -1;

    /// <inheritdoc cref="RpnHigh"/>
    public int RpnLow = -1;

    /// <summary>As after power-on.</summary>
    public void Reset()
    {
        ResetControllers();
        BendRange = double.NaN;
        Volume = 1;
        Pan = 0;
        Timbre = 0;
        Program = -1;
        Brightness = 0.5;
    }

    /// <summary>
    /// CC121, as MIDI's recommended practice RP-015 has it: volume, pan, sound controllers and RPN values stay.
    /// </summary>
    public void ResetControllers()
    {
        Bend = 0;
        Modulation = 0;
        Pressure = 0;
        Expression = 1;
        Sustain = false;
        RpnHigh = RpnLow = -1;
    }
}
