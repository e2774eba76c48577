namespace LakhNes.Score.Registers;

/// <summary>Where a log that has reached its end goes on.</summary>
/// <param name="Time">Time of the loop's start.</param>
/// <param name="WriteIndex">Index of the first write that belongs to the loop.</param>
public readonly record struct RegisterLoop(long Time, int WriteIndex);
