using LakhNes.Training.Data;

namespace LakhNes.Training.Tests.Data;

public class SegmentCutsTests
{
    private static readonly TrainerOptions Options = new() { SegmentLength = 40, VariesSegments = true };

    [Theory]
    [InlineData(0, 8, 0)]
    [InlineData(1, 8, 0)]
    [InlineData(8, 8, 0)]
    [InlineData(9, 8, 1)]
    [InlineData(16, 8, 1)]
    [InlineData(17, 8, 2)]
    public void EvenSegmentsNeedATargetEach(int tokens, int length, int count) =>
        Assert.Equal(count, SegmentCuts.Even(tokens, length).Count);

    [Fact]
    public void VariedSegmentsFollowEachOtherUpToTheLastTarget()
    {
        SegmentCuts cuts = SegmentCuts.Varied(100_000, Options, 3);
        int at = 0;
        int[] lengths = new int[cuts.Count];
        for (int i = 0; i < cuts.Count; i++)
        {
            Assert.Equal(at, cuts[i].From);
            at += lengths[i] = cuts[i].Length;
        }

        Assert.Equal(100_000 - 1, at);
        Assert.All(lengths[..^1], length => Assert.InRange(length, 5, 55));
        Assert.InRange(lengths[^1], 1, 55);
        // one in twenty is drawn around 20, with a deviation of 5
        Assert.InRange(lengths.Count(length => length < 30) / (double)lengths.Length, 0.05, 0.09);
        double[] usual = [.. lengths.Where(length => length > 30).Select(length => (double)length)];
        Assert.InRange(usual.Average(), 38.5, 40.5);
        Assert.InRange(Math.Sqrt(usual.Select(length => Math.Pow(length - usual.Average(), 2)).Average()), 4, 5.5);
    }

    [Fact]
    public void CutsDependOnTheSeedAndTheEpochAlone()
    {
        static (int, int)[] Of(TrainerOptions options, int epoch)
        {
            SegmentCuts cuts = SegmentCuts.Varied(2000, options, epoch);
            return [.. Enumerable.Range(0, cuts.Count).Select(i => cuts[i])];
        }
        Assert.Equal(Of(Options, 1), Of(Options with { Dropout = 0.4 }, 1));
        Assert.NotEqual(Of(Options, 1), Of(Options, 2));
        Assert.NotEqual(Of(Options, 1), Of(Options with { Seed = 2 }, 1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void AStreamWithoutATargetHasNoSegment(int tokens, int count) =>
        Assert.Equal(count, SegmentCuts.Varied(tokens, Options, 0).Count);
}
