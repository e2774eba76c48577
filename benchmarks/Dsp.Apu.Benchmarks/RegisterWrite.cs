namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>A write to $4000 + <paramref name="Register"/>.</summary>
public readonly record struct RegisterWrite(byte Register, byte Value);
