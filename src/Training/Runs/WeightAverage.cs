using System.Numerics;

namespace LakhNes.Training.Runs;

/// <summary>
/// An exponential running average of a trainer's parameters, which predicts better than the parameters of any one step.
/// </summary>
/// <param name="trainer">The trainer; the average begins with what it has.</param>
/// <param name="decay">
/// How much of the average stays in a step; less in the first steps, so that what the run began with is soon forgotten.
/// </param>
internal sealed class WeightAverage(ITrainer trainer, double decay) : IDisposable
{
    private const int Early = 10;

    /// <summary>The average.</summary>
    public ParameterVector Parameters { get; } = trainer.Parameters.Copy();

    /// <summary>Takes the parameters after a step in.</summary>
    public void Add()
    {
        float kept = (float)Math.Min(decay, 1 - 1.0 / (trainer.Step + Early)),
            taken = 1 - kept;
        Span<float> average = Parameters.Values.Span[..Parameters.TrainedLength];
        ReadOnlySpan<float> now = trainer.Parameters.Values.Span[..Parameters.TrainedLength];
        int i = 0;
        for (; i <= average.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(average[i..]) * kept + new Vector<float>(now[i..]) * taken).CopyTo(average[i..]);
        for (; i < average.Length; i++)
            average[i] = average[i] * kept + now[i] * taken;
    }

    /// <inheritdoc/>
    public void Dispose() => Parameters.Dispose();
}
