namespace LakhNes.Score.Beats;

/// <summary>Bars that a song's file states.</summary>
/// <param name="Metres">The time signature of each bar, from the one in which the song's first event lies.</param>
/// <param name="SecondOf">
/// The second of the file at which a step (<see cref="Metre.StepsPerQuarter"/> a quarter) from the first bar line on is.
/// </param>
public sealed record StatedBars(IReadOnlyList<Metre> Metres, Func<long, double> SecondOf)
{
    /// <summary>Steps of all bars.</summary>
    public long Steps => Metres.Sum(metre => (long)metre.StepsPerBar);
}
