using System.Collections.Immutable;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>
/// When the notes of a take are heard in a file of it: over all tempo changes, from the bar line at or before the first note on.
/// </summary>
public sealed class TakeTimeline
{
    private const double SecondsAMinute = 60;

    private readonly (TempoPoint Point, double Seconds)[] _parts;

    /// <summary>Makes the timeline of a take.</summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    public TakeTimeline(Take take, bool played)
    {
        double first = take.Start;
        foreach (HeardNote note in TakeScore.Heard(take, played))
        {
            if (note.Note > 0)
                first = Math.Min(first, note.Position);
        }

        ImmutableArray<TempoPoint> points = take.Tempos;
        int from = points.Length - 1;
        while (from > 0 && points[from].Position > first)
            from--;
        Origin = points[from].BarAt(first);
        _parts = new (TempoPoint, double)[points.Length - from];
        _parts[0] = (points[from] with { Position = Origin, BarStart = Origin }, 0);
        for (int i = 1; i < _parts.Length; i++)
        {
            (TempoPoint before, double seconds) = _parts[i - 1];
            TempoPoint point = points[from + i];
            _parts[i] = (point, seconds + ((point.Position - before.Position) * SecondsAMinute / before.Tempo));
        }
    }

    /// <summary>Where the file begins, in quarter notes of the song.</summary>
    public double Origin { get; }

    /// <summary>Tempo and metre from <see cref="Origin"/> on, each with its time in seconds since the origin.</summary>
    public IReadOnlyList<(TempoPoint Point, double Seconds)> Parts => _parts;

    /// <summary>Seconds since <see cref="Origin"/> at a song position.</summary>
    public double SecondsOf(double position)
    {
        int part = _parts.Length - 1;
        while (part > 0 && _parts[part].Point.Position > position)
            part--;
        (TempoPoint point, double seconds) = _parts[part];
        return seconds + ((position - point.Position) * SecondsAMinute / point.Tempo);
    }
}
