using System.Collections.Immutable;

namespace LakhNes.Score;

/// <summary>A piece for the NES: events ordered by time, and how long it lasts.</summary>
public sealed class NesScore
{
    /// <summary>Makes a score.</summary>
    /// <param name="unit">What times count in.</param>
    /// <param name="events">Events ordered by time; the order inside a time is kept.</param>
    /// <param name="length">Where the piece ends; at least the last event's time, which it is where left out.</param>
    /// <exception cref="ArgumentException">Times out of order, negative or after the end.</exception>
    public NesScore(TimeUnit unit, ImmutableArray<NesEvent> events, long? length = null)
    {
        long time = 0;
        foreach (NesEvent e in events)
        {
            if (e.Time < time)
                throw new ArgumentException($"{e} comes after an event at {time}", nameof(events));
            time = e.Time;
        }
        if (length < time)
            throw new ArgumentException($"the end {length} comes before the last event at {time}", nameof(length));
        Unit = unit;
        Events = events;
        Length = length ?? time;
    }

    /// <summary>What times count in.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The events, ordered by time.</summary>
    public ImmutableArray<NesEvent> Events { get; }

    /// <summary>Where the piece ends, in units.</summary>
    public long Length { get; }

    /// <summary>How long the piece lasts, in seconds.</summary>
    public double Seconds => Length / Unit.PerSecond;

    /// <summary>True where there is velocity or timbre: TX2 can hold it, TX1 only its notes.</summary>
    public bool HasExpression => Events.Any(e => !e.IsNote);

    /// <summary>The notes alone.</summary>
    public NesScore WithoutExpression() => HasExpression ? new(Unit, [.. Events.Where(e => e.IsNote)], Length) : this;

    /// <summary>The same without the silence before the first event and after the last one.</summary>
    public NesScore Trimmed()
    {
        long start = Events.IsEmpty ? 0 : Events[0].Time;
        return new(Unit, [.. Events.Select(e => e with { Time = e.Time - start })]);
    }

    /// <summary>The same in another unit: each time is the nearest one.</summary>
    public NesScore In(TimeUnit unit)
    {
        if (unit == Unit)
            return this;
        long Convert(long time) => (long)Math.Round(time * unit.PerSecond / Unit.PerSecond, MidpointRounding.AwayFromZero);
        return new(unit, [.. Events.Select(e => e with { Time = Convert(e.Time) })], Convert(Length));
    }
}
