using FsCheck.Xunit;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Tests.Generation.Takes;

public class TempoTrackTests
{
    /// <summary>However many points become one, the last one is reached at the same time.</summary>
    [Property(MaxTest = 100)]
    public bool WhatIsMergedTakesTheSameTime(ushort[] steps, byte fine)
    {
        var track = new TempoTrack();
        track.Prepare();
        double position = 0,
            minutes = 0,
            tempo = 0;
        for (int i = 0; i < 4 * steps.Length; i++)
        {
            ushort random = steps[i / 4];
            double step = 0.001 + ((random + i) % 7 / (1.0 + fine));
            if (i > 0)
                minutes += step / tempo;
            position += i > 0 ? step : 0;
            tempo = 60 + ((random * (i + 1)) % 180);
            track.Add(new TempoPoint(position, tempo, 0, 4, 4));
        }

        double merged = 0;
        ReadOnlySpan<TempoPoint> points = track.Points;
        for (int i = 1; i < points.Length; i++)
            merged += (points[i].Position - points[i - 1].Position) / points[i - 1].Tempo;
        if (points.Length > 0)
            merged += (position - points[^1].Position) / points[^1].Tempo;
        return points.Length <= TempoTrack.Capacity && Math.Abs(merged - minutes) <= 1e-9 * (1 + minutes);
    }

    [Fact]
    public void MetresAreNeverMergedAndTheNewestPointsStay()
    {
        var track = new TempoTrack();
        track.Prepare();
        for (int bar = 0; bar < 300; bar++)
            track.Add(new TempoPoint(bar, 120, bar, (byte)(1 + (bar % 5)), 16));
        Assert.InRange(track.Points.Length, 100, TempoTrack.Capacity);
        Assert.Equal(299, track.Points[^1].Position);
        for (int i = 1; i < track.Points.Length; i++)
            Assert.Equal(1, track.Points[i].Position - track.Points[i - 1].Position);
    }

    [Fact]
    public void TheSameAgainIsNoPointAndAJumpBackForgets()
    {
        var track = new TempoTrack();
        track.Prepare();
        track.Add(new TempoPoint(0, 120, 0, 4, 4));
        track.Add(new TempoPoint(8, 120, 4, 4, 4));
        Assert.Equal(1, track.Points.Length);
        track.Add(new TempoPoint(9, 90, 8, 4, 4));
        track.Add(new TempoPoint(2, 60, 0, 4, 4));
        Assert.Equal([0, 2], track.Points.ToArray().Select(point => point.Position));
    }
}
