using LakhNes.Training.Kernels;

namespace LakhNes.Training;

/// <summary>How parameters follow their gradients.</summary>
public sealed record OptimiserOptions
{
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

    /// <summary>Decay is taken from the weights themselves (AdamW) instead of being added to their gradients (Adam).</summary>
    public bool Decoupled { get; init; } = true;

    /// <summary>Writes the settings of a step.</summary>
    /// <param name="settings">At least <see cref="AdamUpdate.Setting.Count"/> numbers.</param>
    /// <param name="step">Steps that were taken, this one included.</param>
    /// <param name="rate">The learning rate.</param>
    internal unsafe void Write(float* settings, long step, double rate)
    {
        void Set(AdamUpdate.Setting setting, double value) => settings[(int)setting] = (float)value;
        Set(AdamUpdate.Setting.Rate, rate);
        Set(AdamUpdate.Setting.FirstDecay, FirstDecay);
        Set(AdamUpdate.Setting.SecondDecay, SecondDecay);
        Set(AdamUpdate.Setting.Epsilon, Epsilon);
        Set(AdamUpdate.Setting.Clip, Clip);
        Set(AdamUpdate.Setting.FirstCorrection, 1 - Math.Pow(FirstDecay, step));
        Set(AdamUpdate.Setting.SecondCorrection, Math.Sqrt(1 - Math.Pow(SecondDecay, step)));
        Set(AdamUpdate.Setting.CoupledDecay, Decoupled ? 0 : WeightDecay);
        Set(AdamUpdate.Setting.DecoupledDecay, Decoupled ? WeightDecay : 0);
    }
}
