using LakhNes.Corpus.Statistics;
using LakhNes.Score;

namespace LakhNes.Corpus.Tests.Statistics;

public sealed class BarGridTests
{
    // a tune of sixteenths with rests, so that the beat can be told
    private static NesScore Song(double framesPerQuarter, int bars, double lead = 0)
    {
        double[] onsets = [0, 1, 1.5, 2, 2.75, 3, 3.5];
        NesEvent[] notes =
        [
            .. Enumerable
                .Range(0, bars)
                .SelectMany(bar =>
                    onsets.Select(
                        (at, i) =>
                            NesEvent.NoteOn(
                                (long)Math.Round(lead + (((bar * 4) + at) * framesPerQuarter)),
                                NesVoice.Pulse1,
                                60 + i
                            )
                    )
                ),
        ];
        return new NesScore(TimeUnit.Frame, [.. notes], notes[^1].Time + 10);
    }

    [Theory]
    [InlineData(24, 0)]
    [InlineData(30, 100)]
    [InlineData(36, 7)]
    [InlineData(27.37, 0)]
    public void ASteadySongsBarsAreFound(double framesPerQuarter, double lead)
    {
        BarGrid grid = BarGrid.Of(Song(framesPerQuarter, 20, lead));
        Assert.True(grid.IsClear);
        Assert.Equal(framesPerQuarter, grid.FramesPerQuarter, 0.01);
        Assert.Equal(Math.Round(lead), grid.Start);
        Assert.Equal(76, grid.QuarterOf(lead + (76 * framesPerQuarter)), 0.05);
        Assert.Equal(TimeUnit.Frame.PerSecond * 60 / framesPerQuarter, grid.Tempo, 0.1);
    }

    [Fact]
    public void OnsetsAnywhereAreUnclear()
    {
        long time = 0;
        var random = new LakhNes.Score.Randomness.Pcg32(1);
        var events = new List<NesEvent>();
        for (int i = 0; i < 200; i++)
            events.Add(NesEvent.NoteOn(time += 1 + random.Next(40), NesVoice.Pulse1, 60));
        Assert.False(BarGrid.Of(new NesScore(TimeUnit.Frame, [.. events])).IsClear);
        Assert.False(BarGrid.Of(new NesScore(TimeUnit.Frame, [], 100)).IsClear);
    }
}
