namespace LakhNes.Score;

/// <summary>A time signature.</summary>
/// <param name="Numerator">How many notes of the denominator make a bar.</param>
/// <param name="Denominator">4 for quarters, 8 for eighths.</param>
public readonly record struct Metre(int Numerator, int Denominator)
{
    /// <summary>Steps of a quarter note: what positions in a bar count.</summary>
    public const int StepsPerQuarter = 24;

    /// <summary>Four quarters.</summary>
    public static Metre Common => new(4, 4);

    /// <summary>Steps of a bar.</summary>
    public int StepsPerBar => Numerator * StepsPerQuarter * 4 / Denominator;

    /// <summary>Steps of a beat: a quarter, in bars of eighths in threes three of them, in other bars of eighths one.</summary>
    public int StepsPerBeat => StepsPerQuarter * 4 / Denominator * (Denominator == 8 && Numerator % 3 == 0 ? 3 : 1);

    /// <summary>Beats of a bar.</summary>
    public int BeatsPerBar => StepsPerBar / StepsPerBeat;

    /// <summary>As written: <c>4/4</c>.</summary>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
