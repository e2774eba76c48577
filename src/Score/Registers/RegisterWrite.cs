namespace LakhNes.Score.Registers;

/// <summary>A write to one of the chip's registers.</summary>
/// <param name="Time">When, in samples of 1/44100 s from the start.</param>
/// <param name="Address">$4000-$4017.</param>
/// <param name="Value">The byte.</param>
public readonly record struct RegisterWrite(long Time, ushort Address, byte Value);
