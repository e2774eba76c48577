namespace LakhNes.Engine.Timing;

/// <summary>
/// The tempo of a part of the song, from point to point. Bounded: what lies close together becomes one point that takes as much
/// time. Allocates nothing after <see cref="Prepare"/>.
/// </summary>
internal sealed class TempoTrack
{
    /// <summary>Points that it holds.</summary>
    public const int Capacity = 256;

    // quarter notes: a host that ramps its tempo tells another one each block
    private const double Finest = 1.0 / 16;

    private TempoPoint[] _points = [];
    private int _count;

    /// <summary>The points by position.</summary>
    public ReadOnlySpan<TempoPoint> Points => _points.AsSpan(0, _count);

    /// <summary>Makes room, once.</summary>
    public void Prepare()
    {
        if (_points.Length == 0)
            _points = new TempoPoint[Capacity];
    }

    /// <summary>Forgets all points.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a point; what lies after it is forgotten.</summary>
    public void Add(in TempoPoint point)
    {
        while (_count > 0 && _points[_count - 1].Position >= point.Position)
            _count--;
        if (_count > 0 && _points[_count - 1].Tempo == point.Tempo && point.HasBarsOf(in _points[_count - 1]))
            return;
        if (_count > 1 && point.Position - _points[_count - 2].Position < Finest)
            Merge(_count - 2, point.Position);
        if (_count == Capacity)
            MakeRoom();
        _points[_count++] = point;
    }

    /// <summary>Takes another's points over: the one that counts at a position, and all after it.</summary>
    /// <param name="other">The other.</param>
    /// <param name="from">The position, in the other's quarter notes.</param>
    /// <param name="shift">Added to all positions.</param>
    public void CopyFrom(TempoTrack other, double from, double shift)
    {
        _count = 0;
        foreach (ref readonly TempoPoint point in other.Points)
        {
            if (point.Position <= from)
                _count = 0;
            _points[_count++] = point with { Position = point.Position + shift, BarStart = point.BarStart + shift };
        }
    }

    // pairs become one; where that makes no room the older half goes
    private void MakeRoom()
    {
        for (int i = 0; i + 2 < _count; i++)
            Merge(i, _points[i + 2].Position);
        if (_count < Capacity)
            return;
        _count /= 2;
        Array.Copy(_points, Capacity - _count, _points, 0, _count);
    }

    // a point and the next one, up to a position, become one at the tempo that takes the same time
    private void Merge(int index, double end)
    {
        TempoPoint first = _points[index],
            second = _points[index + 1];
        if (!first.HasBarsOf(in second))
            return;
        double minutes = ((second.Position - first.Position) / first.Tempo) + ((end - second.Position) / second.Tempo);
        _points[index] = first with { Tempo = (end - first.Position) / minutes };
        Array.Copy(_points, index + 2, _points, index + 1, _count - index - 2);
        _count--;
    }
}
