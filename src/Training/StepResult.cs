namespace LakhNes.Training;

/// <summary>What one step of training saw.</summary>
/// <param name="Loss">Mean negative log-likelihood of a token before the step, in nats.</param>
/// <param name="GradientNorm">The gradients' norm before clipping.</param>
public readonly record struct StepResult(double Loss, double GradientNorm);
