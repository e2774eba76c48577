namespace LakhNes.Instrument.Pitch;

/// <summary>
/// Pitch to timer period for one kind of channel: f = clock / (steps * (period + 1)) with 16 steps a cycle for a pulse and 32 for
/// the triangle (NESdev, "APU Pulse", "APU Triangle").
/// </summary>
internal readonly struct TimerPitch
{
    /// <summary>Smallest period that a pulse sounds at; the sweep unit mutes shorter ones.</summary>
    public const int PulseMinimum = 8;

    /// <summary>Smallest period used for the triangle: shorter ones are ultrasonic.</summary>
    public const int TriangleMinimum = 2;

    /// <summary>Longest period: eleven bits.</summary>
    public const int Maximum = 0x7FF;

    private readonly double _ticks;
    private readonly int _minimum;
    private readonly double _lowest;
    private readonly double _highest;

    /// <param name="cpuClock">CPU clock in hertz.</param>
    /// <param name="steps">Timer ticks in one cycle of the waveform: 16 or 32.</param>
    /// <param name="minimum">Smallest period that sounds.</param>
    public TimerPitch(double cpuClock, int steps, int minimum)
    {
        _ticks = cpuClock / steps;
        _minimum = minimum;
        _lowest = Key(Maximum + 0.5);
        _highest = Key(minimum - 0.5);
    }

    /// <summary>Frequency of a MIDI key in hertz, A4 (69) being 440 Hz.</summary>
    public static double Frequency(double key) => 440 * Math.Pow(2, (key - 69) / 12);

    /// <summary>The period, not rounded, that a key asks for, kept within the channel's range.</summary>
    public double Period(double key) => Math.Clamp((_ticks / Frequency(key)) - 1, _minimum, Maximum);

    /// <summary>Keeps a period within the channel's range.</summary>
    public int Limit(int period) => Math.Clamp(period, _minimum, Maximum);

    /// <summary>The pitch, or its nearest octave that the channel can play.</summary>
    public double Fold(double key)
    {
        if (key < _lowest)
            return key + (Math.Ceiling((_lowest - key) / 12) * 12);
        if (key > _highest)
            return key - (Math.Ceiling((key - _highest) / 12) * 12);
        return key;
    }

    /// <summary>
    /// Part of the time, 0 to 1, that the next longer whole period must sound so that the mean frequency is that of
    /// <paramref name="period"/>; in the rest the next shorter one sounds.
    /// </summary>
    public static double LongerShare(double period)
    {
        double shorter = Math.Floor(period);
        // mean of 1/(s+1) and 1/(s+2), weighted, equals 1/(period+1)
        return (shorter + 2) * (period - shorter) / (period + 1);
    }

    private double Key(double period) => 69 + (12 * Math.Log2(_ticks / (period + 1) / 440));
}
