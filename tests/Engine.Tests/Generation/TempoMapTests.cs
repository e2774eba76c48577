using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Tests.Generation;

public class TempoMapTests
{
    private const int Rate = 48_000;
    private const int Frames = 1000;

    /// <summary>The host moves the song by less than what counts as a jump: no position falls between two blocks.</summary>
    [Theory]
    [InlineData(0.04)]
    [InlineData(1e-4)]
    public void WhatACorrectionSkipsIsDueWhereItIsMade(double ahead)
    {
        var map = new TempoMap();
        map.Reset(Rate);
        map.BeginBlock(At(0, 120), LoopBehaviour.Repeat);
        map.Advance(Frames);
        double expected = map.Position;
        Assert.False(map.BeginBlock(At(expected + ahead, 120), LoopBehaviour.Repeat));
        Assert.Equal(Frames, map.SampleAt(expected));
        Assert.Equal(Frames, map.SampleAt(expected + (ahead / 2)));
        Assert.Equal(Frames, map.SampleAt(expected + ahead));
        Assert.True(map.SampleAt(expected - 0.01) < Frames);
    }

    /// <summary>
    /// A position half a sample before a block belongs to the block; at a slower tempo it must not fall back out of it.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsDueWithABlockStaysSoAtAnotherTempo(bool follows)
    {
        var map = new TempoMap();
        map.Reset(Rate);
        Transport host = At(0, 200) with { HasSongPosition = follows };
        map.BeginBlock(in host, LoopBehaviour.Repeat);
        map.Advance(Frames);
        double due = map.Position - (0.4 * 200 / 60 / Rate);
        Assert.Equal(Frames, map.SampleAt(due));
        Transport slower = At(map.Position, 40) with { HasSongPosition = follows };
        Assert.False(map.BeginBlock(in slower, LoopBehaviour.Repeat));
        Assert.Equal(Frames, map.SampleAt(due));
    }

    /// <summary>CLAP rounds where a song is started to 2^-31 quarters: a beat further on is met all the same.</summary>
    [Theory]
    [InlineData(4.2, 4)]
    [InlineData(4.2, 0.125)]
    [InlineData(15.1, 0.125)]
    public void GridLinesAreMetWhereverTheSongWasStarted(double from, double length)
    {
        foreach (double step in (double[])[-0.5, 0, 0.5])
        {
            var map = new TempoMap();
            map.Reset(Rate);
            map.BeginBlock(At(from + (step * Math.Pow(2, -31)), 120), LoopBehaviour.Repeat);
            map.Advance((int)Math.Round((16 - from) * Rate / 2));
            Assert.Equal(16, TempoMap.Next(map.Position, length));
            Assert.Equal(16, map.NextBar(map.Position), 1e-6);
            Assert.Equal(4, map.BarOf(map.Position));
        }
    }

    [Fact]
    public void ALoopThatContinuesGoesOnCounting()
    {
        var map = new TempoMap();
        map.Reset(Rate);
        Transport host = At(3.99, 120) with { Looping = true, LoopStart = 0, LoopEnd = 4, BarStart = 0 };
        Assert.True(map.BeginBlock(in host, LoopBehaviour.Continue));
        map.Advance(Frames);
        double expected = map.Position;
        Assert.False(map.BeginBlock(host with { SongPosition = expected - 4 }, LoopBehaviour.Continue));
        Assert.Equal(expected, map.Position, 1e-9);
        Assert.Equal(8, map.NextBar(map.Position), 1e-9);
        map.Advance(Frames);
        Assert.True(map.BeginBlock(host with { SongPosition = 1, LoopEnd = 2 }, LoopBehaviour.Continue));
        Assert.Equal(1, map.Position, 1e-9);
    }

    private static Transport At(double position, double tempo) =>
        new()
        {
            Playing = true,
            HasSongPosition = true,
            Tempo = tempo,
            SongPosition = position,
            Numerator = 4,
            Denominator = 4,
        };
}
