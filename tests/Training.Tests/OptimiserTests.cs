using LakhNes.Generator;
using LakhNes.Training.Kernels;

namespace LakhNes.Training.Tests;

/// <summary>Steps of the optimiser against the formulas, in double precision.</summary>
public class OptimiserTests
{
    private const double Rate = 1e-2,
        Decay = 0.1;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StepsFollowTheFormulas(bool decoupled)
    {
        var options = new OptimiserOptions
        {
            FirstDecay = 0.8,
            SecondDecay = 0.95,
            Clip = 0,
            WeightDecay = Decay,
            Decoupled = decoupled,
        };
        using Trainer trainer = Create(
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 4,
                Dropout = 0,
                Optimiser = options,
            }
        );
        var expected = trainer.Trained.ToDictionary(
            parameter => parameter.Name,
            parameter => trainer.Parameter(parameter).ToArray().Select(x => (double)x).ToArray()
        );
        var first = expected.ToDictionary(entry => entry.Key, entry => new double[entry.Value.Length]);
        var second = expected.ToDictionary(entry => entry.Key, entry => new double[entry.Value.Length]);
        for (int step = 1; step <= 3; step++)
        {
            Steps.Take(trainer, step, Rate);
            foreach (ParameterShape parameter in trainer.Trained)
            {
                ReadOnlySpan<float> gradient = trainer.Gradient(parameter);
                double[] x = expected[parameter.Name],
                    m = first[parameter.Name],
                    v = second[parameter.Name];
                double decay = parameter.Shape.Length > 1 ? Decay : 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double g = gradient[i] + (decoupled ? 0 : decay * x[i]);
                    m[i] = 0.8 * m[i] + 0.2 * g;
                    v[i] = 0.95 * v[i] + 0.05 * g * g;
                    double move =
                        m[i] / (1 - Math.Pow(0.8, step)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.95, step))) + options.Epsilon);
                    x[i] -= Rate * (move + (decoupled ? decay * x[i] : 0));
                }

                // where gradients vanish, a step's direction is rounding
                for (int i = 0; i < x.Length; i++)
                {
                    if (Math.Abs(gradient[i]) > 1e-6)
                        Assert.Equal(x[i], trainer.Parameter(parameter)[i], 2e-4);
                    x[i] = trainer.Parameter(parameter)[i];
                }
            }
        }
    }

    [Theory]
    [InlineData(OptimiserRule.Sgd, 0, 0)]
    [InlineData(OptimiserRule.Sgd, 0.9, 0.1)]
    [InlineData(OptimiserRule.Adagrad, 0, 0)]
    [InlineData(OptimiserRule.Adagrad, 0, 0.1)]
    public void TheOtherRulesFollowTheirFormulas(OptimiserRule rule, double momentum, double decay)
    {
        const double clip = 0.05;
        using Trainer trainer = Create(
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 4,
                Dropout = 0,
                Optimiser = new OptimiserOptions
                {
                    Rule = rule,
                    Momentum = momentum,
                    WeightDecay = decay,
                    Clip = clip,
                },
            }
        );
        var expected = trainer.Trained.ToDictionary(
            parameter => parameter.Name,
            parameter => trainer.Parameter(parameter).ToArray().Select(x => (double)x).ToArray()
        );
        var kept = expected.ToDictionary(entry => entry.Key, entry => new double[entry.Value.Length]);
        for (int step = 1; step <= 4; step++)
        {
            double factor = Math.Min(1, clip / Steps.Take(trainer, step, Rate).GradientNorm);
            Assert.True(factor < 1);
            foreach (ParameterShape parameter in trainer.Trained)
            {
                ReadOnlySpan<float> gradient = trainer.Gradient(parameter);
                double[] x = expected[parameter.Name],
                    state = kept[parameter.Name];
                for (int i = 0; i < x.Length; i++)
                {
                    double g = (gradient[i] * factor) + (parameter.Shape.Length > 1 ? decay * x[i] : 0);
                    if (rule == OptimiserRule.Sgd)
                    {
                        state[i] = (momentum * state[i]) + g;
                        x[i] -= Rate * state[i];
                    }
                    else
                    {
                        state[i] += g * g;
                        x[i] -= Rate * g / (Math.Sqrt(state[i]) + 1e-10);
                    }

                    if (Math.Abs(g) > 1e-6) // where gradients vanish, a step of Adagrad is rounding
                        Assert.Equal(x[i], trainer.Parameter(parameter)[i], 1e-5);
                    x[i] = trainer.Parameter(parameter)[i];
                }
            }
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 1, 6)]
    [InlineData(false, 2, 6)]
    public void FrozenLayersStayAndTheOthersLearn(bool tied, int frozen, int? embeddingSize = null)
    {
        TransformerXlDimensions dimensions = TinyData.Dimensions with { TiedOutput = tied, EmbeddingSize = embeddingSize };
        TransformerXlWeights before = TinyData.Model(dimensions);
        using Trainer trainer = new(
            before,
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 4,
                FrozenLayers = frozen,
            }
        );
        for (int step = 0; step < 3; step++)
            Steps.Take(trainer, step, Rate);
        TransformerXlWeights after = trainer.Snapshot("after");
        foreach (
            ParameterShape parameter in dimensions
                .Parameters()
                .Where(parameter => parameter.Name != ParameterShape.InverseFrequencies)
        )
        {
            bool stays =
                Enumerable.Range(0, frozen).Any(layer => parameter.Name.StartsWith($"layers.{layer}.", StringComparison.Ordinal))
                || (!tied && parameter.Name == ParameterShape.Embedding)
                || parameter.Name == ParameterShape.InputProjection;
            Assert.Equal(!stays, trainer.Trained.Any(trained => trained.Name == parameter.Name));
            if (stays)
                Assert.Equal(before.Parameters[parameter.Name], after.Parameters[parameter.Name]);
            else
                Assert.NotEqual(before.Parameters[parameter.Name], after.Parameters[parameter.Name]);
        }
    }

    private static Trainer Create(TrainerOptions options) => new(TinyData.Model(), options);
}
