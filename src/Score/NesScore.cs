using System.Collections.Immutable;

namespace LakhNes.Score;

/// <summary>A piece for the NES: events ordered by time, and how long it lasts.</summary>
public sealed class NesScore
{
    private readonly long[] _barEnds;
    private readonly double[] _barSeconds; // at which bars begin

    /// <summary>Makes a score.</summary>
    /// <param name="unit">What times count in.</param>
    /// <param name="events">Events ordered by time; the order inside a time is kept.</param>
    /// <param name="length">Where the piece ends; at least the last event's time, which it is where left out.</param>
    /// <param name="bars">For steps the bars, end to end from 0 up to the piece's end or beyond; for other units none.</param>
    /// <exception cref="ArgumentException">
    /// Times out of order, negative or after the end, or bars that leave a part out.
    /// </exception>
    public NesScore(TimeUnit unit, ImmutableArray<NesEvent> events, long? length = null, ImmutableArray<ScoreBar> bars = default)
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
        Bars = bars.IsDefault ? [] : bars;
        _barEnds = new long[Bars.Length];
        _barSeconds = new double[Bars.Length];
        long end = 0;
        double seconds = 0;
        for (int i = 0; i < Bars.Length; i++)
        {
            ScoreBar bar = Bars[i];
            if (bar.Start != end || bar.Metre.StepsPerBar <= 0 || bar.Tempo <= 0)
                throw new ArgumentException($"the bar at {bar.Start} does not follow one that ends at {end}", nameof(bars));
            _barSeconds[i] = seconds;
            seconds += bar.Metre.StepsPerBar * bar.SecondsPerStep;
            _barEnds[i] = end = bar.End;
        }
        if (unit == TimeUnit.Step ? end < Length : end > 0)
            throw new ArgumentException($"bars up to {end} for a piece of {Length} {unit.Name}s", nameof(bars));
    }

    /// <summary>What times count in.</summary>
    public TimeUnit Unit { get; }

    /// <summary>The events, ordered by time.</summary>
    public ImmutableArray<NesEvent> Events { get; }

    /// <summary>Where the piece ends, in units.</summary>
    public long Length { get; }

    /// <summary>The bars of a score in steps, end to end from 0; empty for other units.</summary>
    public ImmutableArray<ScoreBar> Bars { get; }

    /// <summary>The piece leads back into its beginning.</summary>
    public bool Loops { get; init; }

    /// <summary>Where the piece plays in its game; TXB alone holds it.</summary>
    public GameScene Scene { get; init; }

    /// <summary>How long the piece lasts, in seconds.</summary>
    public double Seconds => Bars.IsEmpty ? Length / Unit.PerSecond : SecondsAt(Length);

    /// <summary>True where there is velocity or timbre: TX2 can hold it, TX1 only its notes.</summary>
    public bool HasExpression => Events.Any(e => !e.IsNote);

    /// <summary>The notes alone.</summary>
    public NesScore WithoutExpression() =>
        HasExpression ? new(Unit, [.. Events.Where(e => e.IsNote)], Length, Bars) { Loops = Loops, Scene = Scene } : this;

    /// <summary>Notes alone get the full velocity that LakhNES plays them with; a score with expression stays as it is.</summary>
    public NesScore WithExpression() =>
        HasExpression ? this : new(Unit, [.. Events.SelectMany(WithVelocity)], Length, Bars) { Loops = Loops, Scene = Scene };

    /// <summary>The same in a scene.</summary>
    public NesScore In(GameScene scene) => new(Unit, Events, Length, Bars) { Loops = Loops, Scene = scene };

    /// <summary>The same up to a time, at which what sounds ends.</summary>
    /// <param name="end">In units, not after <see cref="Length"/>.</param>
    public NesScore Until(long end)
    {
        List<NesEvent> events = [.. Events.TakeWhile(e => e.Time < end)];
        NesVoice[] sounding =
        [
            .. Enumerable
                .Range(0, NesVoices.Count)
                .Select(v => (NesVoice)v)
                .Where(v => events.FindLast(e => e.Voice == v && e.IsNote) is { Kind: NesEventKind.NoteOn, Value: > 0 }),
        ];
        return new(Unit, [.. events, .. sounding.Select(v => NesEvent.NoteOff(end, v))], end, Bars) { Scene = Scene };
    }

    /// <summary>The same piece that leads back into its beginning; what sounds at its end ends there.</summary>
    public NesScore Looped() => new(Unit, Until(Length).Events, Length, Bars) { Loops = true, Scene = Scene };

    /// <summary>The piece played a number of times, one after another. For a score without bars.</summary>
    public NesScore Times(int count) =>
        new(
            Unit,
            [.. Enumerable.Range(0, count).SelectMany(round => Events.Select(e => e with { Time = e.Time + (round * Length) }))],
            count * Length
        );

    /// <summary>The same without the silence (in steps: the bars) before the first event and after the last one.</summary>
    public NesScore Trimmed()
    {
        if (!Bars.IsEmpty)
            return TrimmedBars();
        long start = Events.IsEmpty ? 0 : Events[0].Time;
        return new(Unit, [.. Events.Select(e => e with { Time = e.Time - start })]);
    }

    /// <summary>The same in another unit: each time is the nearest one.</summary>
    /// <exception cref="ArgumentException">
    /// The unit is steps, which need bars (<see cref="Beats.BarQuantiser"/> finds them).
    /// </exception>
    public NesScore In(TimeUnit unit)
    {
        if (unit == Unit)
            return this;
        if (unit == TimeUnit.Step)
            throw new ArgumentException("a score becomes steps by its bars", nameof(unit));
        long Convert(long time)
        {
            double units = Bars.IsEmpty ? time * unit.PerSecond / Unit.PerSecond : SecondsAt(time) * unit.PerSecond;
            return (long)Math.Round(units, MidpointRounding.AwayFromZero);
        }
        return new(unit, [.. Events.Select(e => e with { Time = Convert(e.Time) })], Convert(Length))
        {
            Loops = Loops,
            Scene = Scene,
        };
    }

    /// <summary>The bar of a time, the last one for what comes after it. The score must have bars.</summary>
    /// <param name="time">In steps, 0 or more.</param>
    public ScoreBar BarAt(long time)
    {
        int bar = Array.BinarySearch(_barEnds, time);
        return Bars[Math.Min(bar < 0 ? ~bar : bar + 1, Bars.Length - 1)];
    }

    /// <summary>The time, in units, that is nearest to a second of the piece; at most its length.</summary>
    /// <param name="seconds">From its beginning, 0 or more.</param>
    public long TimeOf(double seconds)
    {
        if (seconds >= Seconds)
            return Length;
        if (Bars.IsEmpty)
            return Math.Min((long)Math.Round(seconds * Unit.PerSecond), Length);
        int bar = Array.BinarySearch(_barSeconds, seconds);
        ScoreBar at = Bars[Math.Max(bar < 0 ? ~bar - 1 : bar, 0)];
        return Math.Min(at.Start + (long)Math.Round((seconds - SecondsAt(at.Start)) / at.SecondsPerStep), Length);
    }

    /// <summary>The second of a step.</summary>
    private double SecondsAt(long step)
    {
        int bar = Array.BinarySearch(_barEnds, step);
        bar = Math.Min(bar < 0 ? ~bar : bar, _barEnds.Length - 1);
        return _barSeconds[bar] + ((step - Bars[bar].Start) * Bars[bar].SecondsPerStep);
    }

    private NesScore TrimmedBars()
    {
        if (Events.IsEmpty)
            return new NesScore(Unit, [], 0);
        ImmutableArray<ScoreBar> bars = [.. Bars.Where(bar => bar.End > Events[0].Time && bar.Start <= Events[^1].Time)];
        long start = bars[0].Start;
        return new(
            Unit,
            [.. Events.Select(e => e with { Time = e.Time - start })],
            bars[^1].End - start,
            [.. bars.Select(bar => bar with { Start = bar.Start - start })]
        )
        {
            Scene = Scene,
        };
    }

    private static IEnumerable<NesEvent> WithVelocity(NesEvent e) =>
        e.Kind == NesEventKind.NoteOn && e.Voice.HasVelocity()
            ? [e, NesEvent.Velocity(e.Time, e.Voice, NesVoices.FullVelocity)]
            : [e];
}
