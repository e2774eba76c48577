namespace LakhNes.Ui.Timeline;

/// <summary>Where notes of a timeline changed, in quarter notes.</summary>
/// <param name="From">The first position; above <paramref name="To"/>: nowhere.</param>
/// <param name="To">The last position.</param>
internal readonly record struct TimelineChange(double From, double To)
{
    /// <summary>Nothing changed.</summary>
    public static TimelineChange None { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Everything may have changed.</summary>
    public static TimelineChange Everything { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Nothing changed.</summary>
    public bool IsNone => From > To;

    /// <summary>This and what changed between two positions.</summary>
    public TimelineChange With(double from, double to) => new(Math.Min(From, from), Math.Max(To, to));
}
