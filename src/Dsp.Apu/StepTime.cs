namespace LakhNes.Dsp.Apu;

/// <summary>When a step falls.</summary>
/// <param name="Sample">Whole samples from the next one to be read, not negative.</param>
/// <param name="Fraction">What is behind that sample, in 2^-32 samples.</param>
internal readonly record struct StepTime(int Sample, uint Fraction);
