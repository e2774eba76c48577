using LakhNes.Generator;

namespace LakhNes.Training.Tests;

/// <summary>
/// Gradients of the model's variants against finite differences of the loss, along the gradient itself and across it.
/// </summary>
public class VariantTests
{
    [Theory]
    [InlineData(true, false, false, -1, 0, 0)]
    [InlineData(false, false, false, -1, 0, 0)]
    [InlineData(true, true, false, -1, 0, 0)]
    [InlineData(false, true, true, -1, 0, 0)]
    [InlineData(true, false, true, 5, 0, 0)]
    [InlineData(true, false, false, -1, 0, 0.3)]
    [InlineData(true, true, false, -1, 0.1, 0.3)]
    [InlineData(true, false, false, -1, 0, 0, 6)]
    [InlineData(true, true, false, -1, 0.1, 0, 16)]
    [InlineData(false, true, false, -1, 0, 0, 20)]
    public void GradientsAreThoseOfTheLoss(
        bool tied,
        bool normalizeBefore,
        bool sameLength,
        int clampLength,
        double dropout,
        double attentionDropout,
        int? embeddingSize = null
    )
    {
        TransformerXlDimensions dimensions = TinyData.Dimensions with
        {
            TiedOutput = tied,
            NormalizeBefore = normalizeBefore,
            SameLength = sameLength,
            ClampLength = clampLength,
            EmbeddingSize = embeddingSize,
        };
        using Trainer trainer = new(
            TinyData.Model(dimensions),
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 6,
                Dropout = dropout,
                AttentionDropout = attentionDropout,
            }
        );
        Steps.Take(trainer, 1, 0);
        var random = new Random(4);
        foreach (ParameterShape parameter in trainer.Trained)
        {
            // each loss is that of the second segment, which sees the first one's memory
            Loss(trainer);
            float[] gradient = trainer.Gradient(parameter).ToArray();
            double norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
            float[] direction =
            [
                .. gradient.Select(g =>
                    (float)(g / Math.Max(norm, 1e-12) + 0.3 * (random.NextDouble() - 0.5) / Math.Sqrt(gradient.Length))
                ),
            ];
            double expected = gradient.Zip(direction, (g, d) => (double)g * d).Sum();
            float step = 0.02f;
            double measured =
                (Moved(trainer, parameter, direction, step) - Moved(trainer, parameter, direction, -step)) / (2 * step);
            Assert.True(
                Math.Abs(expected - measured) < 1e-3 + 0.03 * Math.Abs(expected),
                $"{parameter.Name}: {expected} for {measured}"
            );
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true, 8)]
    public void VariantsLearn(bool tied, bool normalizeBefore, int? embeddingSize = null)
    {
        TransformerXlDimensions dimensions = TinyData.Dimensions with
        {
            TiedOutput = tied,
            NormalizeBefore = normalizeBefore,
            EmbeddingSize = embeddingSize,
        };
        using Trainer trainer = new(
            TinyData.Model(dimensions),
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 6,
                Dropout = 0,
            }
        );
        double before = Steps.Take(trainer, 1, 1e-2).Loss,
            after = before;
        for (int step = 0; step < 60; step++)
            after = Steps.Take(trainer, 1, 1e-2).Loss;
        Assert.True(after < 0.5 * before, $"{before} to {after}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AProjectedEmbeddingSaysWhatItsProductSays(bool tied)
    {
        TransformerXlWeights projected = TinyData.Model(TinyData.Dimensions with { EmbeddingSize = 6, TiedOutput = tied }),
            product = EmbeddingProjection.Multiply(projected);
        var options = new TrainerOptions
        {
            SegmentLength = 8,
            MemoryLength = 6,
            Dropout = 0,
        };
        using Trainer one = new(projected, options),
            other = new(product, options);
        for (int segment = 0; segment < 3; segment++)
            Assert.Equal(Steps.Take(one, segment, 0).Loss, Steps.Take(other, segment, 0).Loss, 1e-5);
    }

    private static double Moved(Trainer trainer, ParameterShape parameter, float[] direction, float step)
    {
        Span<float> numbers = trainer.Parameters.Slice(parameter);
        float[] kept = numbers.ToArray();
        for (int i = 0; i < kept.Length; i++)
            numbers[i] += step * direction[i];
        double loss = Loss(trainer);
        kept.CopyTo(trainer.Parameters.Slice(parameter));
        return loss;
    }

    // the memory that a moved parameter would fill differs; it is filled by the parameters as they are, which is what gradients
    // assume
    private static double Loss(Trainer trainer)
    {
        trainer.BeginStreams(2);
        trainer.Restore(7, 0, 0); // a step of the same number drops the same values
        return Steps.Take(trainer, 2, 0).Loss;
    }
}
