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
}
