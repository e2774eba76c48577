namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>A channel's level, and the CPU cycle from which it holds.</summary>
internal readonly record struct Change(long Cycle, int Level);
