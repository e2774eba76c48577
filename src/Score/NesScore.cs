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

    /// <summary>Notes alone get the full velocity that LakhNES plays them with; a score with expression stays as it is.</summary>
    public NesScore WithExpression() => HasExpression ? this : new(Unit, [.. Events.SelectMany(WithVelocity)], Length);

    /// <summary>The same up to a time, at which what sounds ends.</summary>
    /// <param name="end">In units, not after <see cref="Length"/>.</param>
    public NesScore Until(long end)
    {
        List<NesEvent> events = [.. Events.TakeWhile(e => e.Time < end)];
        NesVoice[] sounding = [.. Enumerable.Range(0, NesVoices.Count).Select(v => (NesVoice)v)
            .Where(v => events.FindLast(e => e.Voice == v && e.IsNote) is { Kind: NesEventKind.NoteOn, Value: > 0 })];
        return new(Unit, [.. events, .. sounding.Select(v => NesEvent.NoteOff(end, v))], end);
    }

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

    private static IEnumerable<NesEvent> WithVelocity(NesEvent e) => e.Kind == NesEventKind.NoteOn && e.Voice.HasVelocity()
        ? [e, NesEvent.Velocity(e.Time, e.Voice, NesVoices.FullVelocity)]
        : [e];
}
