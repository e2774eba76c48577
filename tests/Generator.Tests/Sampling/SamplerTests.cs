using LakhNes.Generator.Sampling;

namespace LakhNes.Generator.Tests.Sampling;

public sealed class SamplerTests
{
    private const int Draws = 60_000;

    [Theory]
    [InlineData(1f, 0, 1f)]
    [InlineData(0.95f, 32, 1f)]
    [InlineData(0.5f, 0, 0.8f)]
    [InlineData(2f, 10, 0.6f)]
    [InlineData(1f, 3, 0.999f)]
    public void FrequenciesAreTheProbabilities(float temperature, int topK, float topP)
    {
        var logitSource = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 60).Select(_ => (float)(logitSource.NextDouble() * 6))];
        double[] probabilities = Probabilities(logits, temperature, topK, topP);
        int[] counts = Draw(logits, new SamplingOptions(temperature, topK, topP));
        double chiSquare = 0;
        for (int token = 0; token < logits.Length; token++)
        {
            double expected = probabilities[token] * Draws;
            if (expected == 0)
                Assert.Equal(0, counts[token]);
            else
                chiSquare += (counts[token] - expected) * (counts[token] - expected) / expected;
        }

        // the mean of chi-square is its degrees of freedom, its deviation the root of twice them
        int freedom = probabilities.Count(p => p > 0) - 1;
        Assert.InRange(chiSquare, 0, freedom + 5 * Math.Sqrt(2 * freedom));
    }

    [Fact]
    public void TemperatureZeroTakesTheLikeliest()
    {
        float[] logits = [1, 5, 2, 5, float.NegativeInfinity, float.NaN];
        var random = new Pcg32(1);
        Assert.Equal(1, new Sampler(6).Sample(logits, new SamplingOptions(0, 0), ref random));
        Assert.Equal(new Pcg32(1).NextUInt32(), random.NextUInt32());
    }

    [Fact]
    public void RuledOutTokensAreNeverDrawn()
    {
        float[] logits = [50, float.NegativeInfinity, -40, float.NaN, -41];
        int[] counts = Draw(logits, new SamplingOptions(30, 0));
        Assert.Equal([1, 3], counts.Select((count, token) => (count, token)).Where(x => x.count == 0).Select(x => x.token));
    }

    [Fact]
    public void NothingToDrawIsSaid()
    {
        var random = new Pcg32(1);
        Assert.Equal(-1, new Sampler(2).Sample([float.NegativeInfinity, float.NaN], new SamplingOptions(1, 0), ref random));
    }

    [Fact]
    public void SamplingAllocatesNothing()
    {
        float[] logits = [.. Enumerable.Range(0, 631).Select(i => (float)Math.Sin(i))];
        var sampler = new Sampler(631);
        var random = new Pcg32(3);
        var options = new SamplingOptions(0.95f, 32, 0.9f);
        sampler.Sample(logits, options, ref random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            sampler.Sample(logits, options, ref random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int[] Draw(float[] logits, SamplingOptions options)
    {
        var sampler = new Sampler(logits.Length);
        var random = new Pcg32(12);
        int[] counts = new int[logits.Length];
        for (int i = 0; i < Draws; i++)
            counts[sampler.Sample(logits, options, ref random)]++;
        return counts;
    }

    // the definitions, without any care for speed
    private static double[] Probabilities(float[] logits, float temperature, int topK, float topP)
    {
        var ranked = logits
            .Select((logit, token) => (token, p: Math.Exp(logit / temperature)))
            .OrderByDescending(x => x.p)
            .ToList();
        if (topK > 0)
            ranked = ranked[..topK];
        double all = ranked.Sum(x => x.p),
            sum = 0;
        var kept = ranked.TakeWhile(x => (sum += x.p) - x.p < topP * all).ToList();
        double[] probabilities = new double[logits.Length];
        foreach ((int token, double p) in kept)
            probabilities[token] = p / kept.Sum(x => x.p);
        return probabilities;
    }
}
