namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>A register write at a CPU cycle.</summary>
internal readonly record struct RegisterWrite(long Cycle, int Address, byte Value);
