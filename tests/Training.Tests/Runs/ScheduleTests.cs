using LakhNes.Training.Runs;

namespace LakhNes.Training.Tests.Runs;

public class ScheduleTests
{
    [Theory]
    [InlineData(RateDecay.Constant, 0, 0, 0.25)] // the first of four steps of warm-up
    [InlineData(RateDecay.Constant, 3, 0, 1)]
    [InlineData(RateDecay.Constant, 1000, 1, 1)]
    [InlineData(RateDecay.Cosine, 3, 0, 1)]
    [InlineData(RateDecay.Cosine, 1000, 0.5, 0.55)] // half-way between 1 and a tenth
    [InlineData(RateDecay.Cosine, 1000, 1, 0.1)]
    [InlineData(RateDecay.InverseSquareRoot, 3, 0, 1)]
    [InlineData(RateDecay.InverseSquareRoot, 15, 0, 0.5)] // sqrt(4 / 16)
    [InlineData(RateDecay.InverseSquareRoot, 1 << 20, 0, 0.1)]
    public void TheRateRisesAndFalls(RateDecay decay, long step, double done, double share) =>
        Assert.Equal(
            share * 2e-3,
            LearningRate.At(
                new RunOptions
                {
                    Rate = 2e-3,
                    LowestRate = 2e-4,
                    WarmUp = 4,
                    Decay = decay,
                },
                step,
                done
            ),
            1e-9
        );

    [Theory]
    [InlineData(0, 8)]
    [InlineData(9, 8)]
    [InlineData(10, 16)]
    [InlineData(29, 16)]
    [InlineData(30, 4)]
    [InlineData(1000000, 4)]
    public void BatchesHaveTheirTurn(long step, int streams) =>
        Assert.Equal(streams, BatchPhase.StreamsAt([new(8, 10), new(16, 20), new(4)], step));
}
