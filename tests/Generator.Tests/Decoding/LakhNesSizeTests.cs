using LakhNes.Generator.Decoding;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Decoding;

/// <summary>Random models with LakhNES' own layers: long sums, heads of 64, a memory that wraps around.</summary>
public sealed class LakhNesSizeTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(ModelPrecision.Float32, 2e-4f)]
    [InlineData(ModelPrecision.Int8, 0)]
    public void StepsAndSegmentsAgree(ModelPrecision precision, float tolerance) =>
        Compare(RandomWeights.LakhNes with { LayerCount = 2, MemoryLength = 200 }, precision, tolerance, length: 300);

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData(ModelPrecision.Float32, 5e-4f)]
    [InlineData(ModelPrecision.Int8, 0)]
    public void StepsAndSegmentsOfTheWholeModelAgree(ModelPrecision precision, float tolerance) =>
        Compare(RandomWeights.LakhNes, precision, tolerance, length: 700);

    private void Compare(TransformerXlDimensions dimensions, ModelPrecision precision, float tolerance, int length)
    {
        using (FileStream stream = File.Create(_file))
            ModelFile.Write(RandomWeights.Create(dimensions, TokenVocabulary.Tx1), precision, stream);
        using TransformerXlModel model = TransformerXlModel.Load(_file);
        using var stepwise = new TransformerXlDecoder(model);
        using var whole = new TransformerXlDecoder(model);
        var random = new Random(3);
        int[] prompt = [.. Enumerable.Range(0, length).Select(_ => random.Next(dimensions.TokenCount))];
        foreach (int token in prompt[..^1])
            stepwise.Step(token);
        AssertNear(stepwise.Step(prompt[^1]), whole.Feed(prompt), tolerance);
        for (int token = 1; token < 10; token++)
            AssertNear(stepwise.Step(token), whole.Step(token), tolerance);
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        float largest = 0;
        for (int i = 0; i < expected.Length; i++)
            largest = Math.Max(largest, Math.Abs(expected[i] - actual[i]));
        Assert.InRange(largest, 0, tolerance);
    }
}
