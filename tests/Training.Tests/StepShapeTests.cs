using LakhNes.Generator;
using LakhNes.Training.Kernels;

namespace LakhNes.Training.Tests;

/// <summary>How a step's tokens are taken changes nothing about what they teach: in chunks, in segments of any length.</summary>
public class StepShapeTests
{
    private const int Streams = 6,
        Segment = 8;

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(6, false)]
    public void ABatchInChunksHasTheGradientOfTheWhole(int chunks, bool normalizeBefore)
    {
        TransformerXlDimensions dimensions = TinyData.Dimensions with { NormalizeBefore = normalizeBefore };
        var options = new TrainerOptions
        {
            SegmentLength = Segment,
            MemoryLength = 12,
            Dropout = 0,
            Optimiser = new OptimiserOptions { Rule = OptimiserRule.Sgd, Clip = 0 },
        };
        using Trainer whole = new(TinyData.Model(dimensions), options),
            parts = new(TinyData.Model(dimensions), options with { Chunks = chunks });
        whole.BeginStreams(Streams);
        parts.BeginStreams(Streams);
        for (int step = 0; step < 3; step++)
        {
            int[] tokens = Tokens(step, Streams * Segment);
            StepResult one = whole.Train(tokens.AsSpan(..^1), tokens.AsSpan(1..), 0.1),
                other = parts.Train(tokens.AsSpan(..^1), tokens.AsSpan(1..), 0.1);
            Assert.Equal(one.Loss, other.Loss, 1e-5);
            Assert.Equal(one.GradientNorm, other.GradientNorm, 1e-5);
            foreach (ParameterShape parameter in whole.Trained)
                Close(whole.Gradient(parameter), parts.Gradient(parameter));
        }

        // a run that is resumed may have another number of chunks
        Assert.Equal(whole.State.Select(vector => vector.Length), parts.State.Select(vector => vector.Length));
        for (int i = 0; i < whole.State.Count; i++)
            Close(whole.State[i].Span, parts.State[i].Span);
    }

    [Fact]
    public void ChunksDropDifferentValuesAndTheSameOnesAgain()
    {
        var options = new TrainerOptions
        {
            SegmentLength = Segment,
            MemoryLength = 12,
            Dropout = 0.2,
        };
        double Loss(int streams)
        {
            using Trainer trainer = new(TinyData.Model(), options with { Chunks = streams });
            trainer.BeginStreams(streams);
            // all streams hold the same tokens
            int[] tokens = [.. Enumerable.Repeat(Tokens(1, Segment - 1), streams).SelectMany(stream => stream)];
            return trainer.Train(tokens, tokens, 0).Loss;
        }
        Assert.Equal(Loss(2), Loss(2));
        Assert.NotEqual(Loss(1), Loss(2));
    }

    [Fact]
    public void StreamsThatChunksDoNotDivideAreRefused()
    {
        using Trainer trainer = new(TinyData.Model(), new TrainerOptions { SegmentLength = Segment, Chunks = 4 });
        Assert.Throws<ArgumentException>(() => trainer.BeginStreams(Streams));
    }

    [Fact]
    public void LengthsOfSegmentsChangeNothingThatEachTokenSees()
    {
        // where every token attends to as many others, it does not matter where a segment begins
        TransformerXlDimensions dimensions = TinyData.Dimensions with
        {
            SameLength = true,
        };
        var options = new TrainerOptions
        {
            SegmentLength = Segment,
            MemoryLength = 6,
            Dropout = 0,
            VariesSegments = true,
        };
        int[] tokens = Tokens(5, 2 * 40);
        double[] losses =
        [
            .. new int[][] { [8, 8, 8, 8, 8], [23, 1, 16], [5, 1, 1, 12, 21], [3, 23, 14] }.Select(lengths =>
            {
                using Trainer trainer = new(TinyData.Model(dimensions), options);
                trainer.BeginStreams(2);
                int at = 0;
                double sum = 0;
                foreach (int length in lengths)
                {
                    int[] inputs = [.. tokens[at..(at + length)], .. tokens[(40 + at)..(40 + at + length)]],
                        targets = [.. tokens[(at + 1)..(at + length + 1)], .. tokens[(41 + at)..(41 + at + length)]];
                    sum += length * trainer.Train(inputs, targets, 0).Loss;
                    at += length;
                    Assert.Equal(Math.Min(at, 6), trainer.Filled);
                }

                return sum / at;
            }),
        ];
        Assert.All(losses, loss => Assert.Equal(losses[0], loss, 1e-5));
    }

    [Fact]
    public void AttentionDropsWhatItIsToldTo()
    {
        double Loss(double share)
        {
            using Trainer trainer = new(
                TinyData.Model(),
                new TrainerOptions
                {
                    SegmentLength = Segment,
                    MemoryLength = 12,
                    Dropout = 0,
                    AttentionDropout = share,
                }
            );
            return Steps.Take(trainer, 1, 0).Loss;
        }
        Assert.Equal(Loss(0), Loss(1e-9)); // less than a value in 65,536
        Assert.NotEqual(Loss(0), Loss(0.5));
        Assert.Equal(Loss(0.5), Loss(0.5));
    }

    private static int[] Tokens(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count + 1).Select(_ => random.Next(TinyData.Dimensions.TokenCount))];
    }

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
