using LakhNes.Score.Beats;

namespace LakhNes.Score.Tests.Beats;

public class SongBarsTests
{
    [Theory]
    [InlineData(6, 4)] // 150 quarters a minute in sixteenths
    [InlineData(7, 4)]
    [InlineData(9, 4)]
    [InlineData(8, 3)] // triplets
    public void ACommonBarIsFoundWithItsLines(int framesPerRow, int rowsPerBeat)
    {
        SongBars bars = Estimate(Tune.Bars(12, 4, rowsPerBeat, row => row * framesPerRow));
        Assert.Equal(Metre.Common, bars.Metre);
        Assert.Equal(12, bars.BarCount);
        Assert.Equal(1, bars.Explained);
        Assert.True(bars.IsSure);
        Assert.All(
            Enumerable.Range(0, 13),
            bar => Assert.Equal((double)bar * 4 * rowsPerBeat * framesPerRow, bars.BarLine(bar), 6)
        );
    }

    [Fact]
    public void AWaltzHasBarsOfThree()
    {
        SongBars bars = Estimate(Tune.Bars(16, 3, 4, row => row * 6));
        Assert.Equal(new Metre(3, 4), bars.Metre);
        Assert.Equal(72, bars.BarLine(1), 6);
    }

    [Fact]
    public void RowsOfAFractionalTempoAreEvenInSteps()
    {
        SongBars bars = Estimate(Tune.Bars(12, 4, 4, row => row * 13 / 2));
        Assert.Equal(Metre.Common, bars.Metre);
        Assert.Equal(26, bars.FramesPerQuarter, 1);
        Assert.All(Enumerable.Range(0, 12 * 16), row => Assert.InRange(Math.Abs(bars.StepAt(row * 13 / 2) - (row * 6)), 0, 2));
    }

    [Fact]
    public void AChangeOfTempoIsFollowed()
    {
        // six bars at 6 frames a row, then at 9
        SongBars bars = Estimate(Tune.Bars(12, 4, 4, row => row < 96 ? row * 6 : 576 + ((row - 96) * 9)));
        Assert.Equal(96, bars.BarLine(2) - bars.BarLine(1), 6);
        Assert.Equal(144, bars.BarLine(9) - bars.BarLine(8), 6);
        Assert.True(bars.IsSure);
    }

    [Fact]
    public void AnUpbeatComesBeforeTheFirstFullBar()
    {
        SongBars bars = Estimate(Tune.Bars(12, 4, 4, row => row * 6, upbeat: 4));
        Assert.Equal(24, bars.BarLine(1), 6);
        Assert.Equal(13, bars.BarCount);
    }

    [Fact]
    public void JitterOfAFrameMovesNothing()
    {
        long[] rows = Tune.Jittered(8, seed: 5);
        SongBars bars = Estimate(Tune.Bars(12, 4, 4, row => rows[row]));
        Assert.Equal(Metre.Common, bars.Metre);
        Assert.True(bars.IsSure);
        Assert.All(Enumerable.Range(0, 12), bar => Assert.InRange(bars.BarLine(bar) - (bar * 128), -1, 2));
    }

    [Fact]
    public void NotesAtRandomAreNotSure()
    {
        var random = new Random(3);
        var tune = new Tune();
        for (long time = 0; time < 4000; time += random.Next(4, 60))
            tune.Note(NesVoice.Pulse1, random.Next(50, 80), time, 3);
        Assert.False(Estimate(tune).IsSure);
    }

    [Fact]
    public void WithoutNotesThereAreNoBars() => Assert.Null(SongBars.Of(new NesScore(TimeUnit.Frame, [], 1000)));

    [Fact]
    public void OneNoteHasNoBars() => Assert.Null(SongBars.Of(new Tune().Note(NesVoice.Pulse1, 60, 0, 20).Score));

    private static SongBars Estimate(Tune tune)
    {
        SongBars? bars = SongBars.Of(tune.Score);
        Assert.NotNull(bars);
        return bars;
    }
}
