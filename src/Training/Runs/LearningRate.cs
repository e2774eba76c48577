namespace LakhNes.Training.Runs;

/// <summary>The learning rate over a run.</summary>
internal static class LearningRate
{
    /// <summary>The rate of a step.</summary>
    /// <param name="options">Peak, warm-up and decay.</param>
    /// <param name="step">Steps before this one.</param>
    /// <param name="done">Share of the run that is done, 0 to 1.</param>
    public static double At(RunOptions options, long step, double done)
    {
        double warm = Math.Min(1, (step + 1.0) / Math.Max(1, options.WarmUp));
        double lowest = options.LowestRate / options.Rate;
        double share = options.Decay switch
        {
            RateDecay.Cosine => lowest + (1 - lowest) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(done, 0, 1))),
            RateDecay.InverseSquareRoot => Math.Max(
                lowest,
                Math.Sqrt(Math.Max(1, options.WarmUp) / Math.Max(step + 1.0, Math.Max(1, options.WarmUp)))
            ),
            _ => 1,
        };
        return options.Rate * warm * share;
    }
}
