using LakhNes.Generator;

namespace LakhNes.Training.Tests;

/// <summary>Layers that are added to a model.</summary>
public class DeeperWeightsTests
{
    private static readonly TransformerXlDimensions PreNorm = TinyData.Dimensions with { NormalizeBefore = true };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void ADeeperModelSaysTheSameAtFirst(int layers)
    {
        using Trainer shallow = NewTrainer(TinyData.Model(PreNorm)),
            deep = NewTrainer(DeeperWeights.Of(TinyData.Model(PreNorm), layers));
        for (int segment = 0; segment < 3; segment++)
            Assert.Equal(Steps.Take(shallow, 2, 0).Loss, Steps.Take(deep, 2, 0).Loss, 1e-5);
    }

    [Fact]
    public void EveryAddedWeightLearns()
    {
        using Trainer trainer = NewTrainer(DeeperWeights.Of(TinyData.Model(PreNorm), 4));
        TransformerXlWeights before = trainer.Parameters.ToWeights(TinyData.Model(PreNorm), "");
        for (int step = 0; step < 4; step++)
            Steps.Take(trainer, 2, 1e-3);
        foreach (ParameterShape parameter in trainer.Trained)
            Assert.False(
                trainer.Parameters.Slice(parameter).SequenceEqual(before.Parameters[parameter.Name]),
                parameter.Name + " stayed as it was"
            );
    }

    [Fact]
    public void LayersAreNeverTakenAway() => Assert.Throws<ArgumentException>(() => DeeperWeights.Of(TinyData.Model(PreNorm), 1));

    [Fact]
    public void AModelThatNormalisesAfterwardsGetsNone() =>
        Assert.Throws<ArgumentException>(() => DeeperWeights.Of(TinyData.Model(), 3));

    private static Trainer NewTrainer(TransformerXlWeights model) =>
        new(
            model,
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 6,
                Dropout = 0,
            }
        );
}
