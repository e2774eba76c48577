namespace LakhNes.Engine.Timing;

/// <summary>From where on a song has a tempo and a metre.</summary>
/// <param name="Position">In quarter notes.</param>
/// <param name="Tempo">Quarter notes a minute.</param>
/// <param name="BarStart">Where a bar begins, in quarter notes; not after the position.</param>
/// <param name="Beats">Beats a bar, above 0.</param>
/// <param name="BeatUnit">The note value of a beat, above 0: 4 is a quarter.</param>
public readonly record struct TempoPoint(double Position, double Tempo, double BarStart, byte Beats, byte BeatUnit)
{
    // quarter notes: less is rounding
    private const double SameBar = 1e-6;

    /// <summary>Length of a bar in quarter notes.</summary>
    public double BarLength => 4.0 * Beats / BeatUnit;

    /// <summary>Bars begin at the same places as from another point on.</summary>
    public bool HasBarsOf(in TempoPoint other) =>
        Beats == other.Beats
        && BeatUnit == other.BeatUnit
        && Math.Abs(Math.IEEERemainder(BarStart - other.BarStart, BarLength)) < SameBar;

    /// <summary>The bar line at or before a position, in quarter notes.</summary>
    public double BarAt(double position) => BarStart + (Math.Floor(((position - BarStart) / BarLength) + SameBar) * BarLength);
}
