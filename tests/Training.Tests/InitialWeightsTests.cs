using LakhNes.Generator;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Tests;

/// <summary>What new models begin with.</summary>
public class InitialWeightsTests
{
    private static readonly TransformerXlDimensions Projected = TinyData.Dimensions with { ModelSize = 64, EmbeddingSize = 48 };

    [Theory]
    [InlineData(null)]
    [InlineData(0.1)]
    public void EachKindOfParameterHasItsSpread(double? range)
    {
        TransformerXlWeights model = InitialWeights.Draw(Projected, TokenVocabulary.Txf, 1, 0.05, range, 0.2);
        foreach (ParameterShape parameter in Projected.Parameters().Where(p => p.Count > 1000))
        {
            // a uniform distribution's deviation is its range over the root of 3
            double expected = parameter.IsEmbeddingProjection ? 0.2 : range / Math.Sqrt(3) ?? 0.05;
            float[] numbers = model.Parameters[parameter.Name];
            Assert.InRange(Math.Sqrt(numbers.Average(x => (double)x * x)), 0.9 * expected, 1.1 * expected);
            if (range is { } most && !parameter.IsEmbeddingProjection)
                Assert.All(numbers, x => Assert.InRange(x, -most, most));
        }
    }
}
