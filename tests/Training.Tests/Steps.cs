namespace LakhNes.Training.Tests;

/// <summary>Steps on random tokens.</summary>
internal static class Steps
{
    private const int Streams = 2;

    /// <summary>Takes a step; the same number gives the same tokens.</summary>
    public static StepResult Take(Trainer trainer, int number, double rate)
    {
        if (trainer.Streams != Streams)
            trainer.BeginStreams(Streams);
        var random = new Random(number);
        int[] tokens =
        [
            .. Enumerable
                .Range(0, Streams * trainer.Options.SegmentLength + 1)
                .Select(_ => random.Next(TinyData.Dimensions.TokenCount)),
        ];
        return trainer.Train(tokens.AsSpan(..^1), tokens.AsSpan(1..), rate);
    }
}
