using LakhNes.Generator.Recall;

namespace LakhNes.Generator.Tests.Recall;

public sealed class RecallOptionsTests
{
    [Fact]
    public void MoreOfTheControlTrustsMoreAndNothingOfItNothing()
    {
        foreach (Func<double, RecallOptions> make in new[] { recall => RecallOptions.InBars(recall, 96), RecallOptions.Anywhere })
        {
            double[] amounts = [.. Enumerable.Range(0, 21).Select(i => make(i / 20.0).Amount)];
            Assert.Equal(0, amounts[0]);
            Assert.Equal(amounts.Distinct().Order(), amounts);
            Assert.InRange(amounts[^1], 0.95, 0.9999);
        }
    }

    [Fact]
    public void CandidatesRecallMoreAndLessThanIsWanted()
    {
        for (double recall = 0; recall <= 1; recall += 1.0 / 32)
        {
            double[] candidates = [.. Enumerable.Range(0, 16).Select(i => RecallOptions.OfCandidate(recall, i))];
            Assert.Equal((recall, recall), (candidates[0], candidates[4]));
            Assert.All(candidates, candidate => Assert.InRange(candidate, 0, 1));
            bool open = recall is > 0 and < 1;
            Assert.Equal(open, candidates[2] < recall && recall < candidates[1] && candidates[1] < candidates[3]);
            Assert.Equal(open ? 4 : 1, candidates.Distinct().Count());
        }
    }

    [Fact]
    public void WhereBarsAreKnownWhatLiesAPhraseOfWholeBarsBackCounts()
    {
        RecallOptions options = RecallOptions.InBars(0.5, 96);
        Assert.All(new[] { 4 * 96, 5 * 96, (12 * 96) + 1 }, time => Assert.True(options.Allows(0, time)));
        Assert.All(new[] { 0, 96, 3 * 96, (4 * 96) + 48, (5 * 96) - 2 }, time => Assert.False(options.Allows(0, time)));
        Assert.True(RecallOptions.Anywhere(0.5).Allows(0, 7));
    }
}
