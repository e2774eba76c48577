using LakhNes.Training.Kernels;

namespace LakhNes.Training;

/// <summary>How parameters follow their gradients.</summary>
public sealed record OptimiserOptions
{
    /// <summary>The rule; the decays of moments and <see cref="Epsilon"/> are Adam's alone.</summary>
    public OptimiserRule Rule { get; init; }

    /// <summary>How much of its velocity stays in a step of <see cref="OptimiserRule.Sgd"/>.</summary>
    public double Momentum { get; init; }

    /// <summary>How much of the gradients' running mean stays in a step.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>How much of the running mean of their squares stays in a step.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>Keeps steps finite where gradients vanish.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Gradients are scaled down to this norm; 0: never.</summary>
    public double Clip { get; init; } = 0.25;

    /// <summary>Weight decay of matrices.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// Decay is taken from the weights themselves (AdamW) instead of being added to their gradients (Adam, and the other rules).
    /// </summary>
    public bool Decoupled { get; init; } = true;

    /// <summary>Writes the settings of a step.</summary>
    /// <param name="settings">At least <see cref="OptimiserUpdate.Setting.Count"/> numbers.</param>
    /// <param name="step">Steps that were taken, this one included.</param>
    /// <param name="rate">The learning rate.</param>
    internal unsafe void Write(float* settings, long step, double rate)
    {
        void Set(OptimiserUpdate.Setting setting, double value) => settings[(int)setting] = (float)value;
        Set(OptimiserUpdate.Setting.Rate, rate);
        Set(OptimiserUpdate.Setting.Rule, (double)Rule);
        Set(OptimiserUpdate.Setting.FirstDecay, Rule == OptimiserRule.Sgd ? Momentum : FirstDecay);
        Set(OptimiserUpdate.Setting.SecondDecay, SecondDecay);
        Set(OptimiserUpdate.Setting.Epsilon, Epsilon);
        Set(OptimiserUpdate.Setting.Clip, Clip);
        Set(OptimiserUpdate.Setting.FirstCorrection, 1 - Math.Pow(FirstDecay, step));
        Set(OptimiserUpdate.Setting.SecondCorrection, Math.Sqrt(1 - Math.Pow(SecondDecay, step)));
        bool decoupled = Decoupled && Rule == OptimiserRule.Adam;
        Set(OptimiserUpdate.Setting.CoupledDecay, decoupled ? 0 : WeightDecay);
        Set(OptimiserUpdate.Setting.DecoupledDecay, decoupled ? WeightDecay : 0);
    }
}
