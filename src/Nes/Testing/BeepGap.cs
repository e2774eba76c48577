namespace LakhNes.Nes.Testing;

/// <summary>The loudest of what lies between a ROM's first and last beep, in dB relative to the beeps.</summary>
/// <param name="LevelDb">Everything, as root mean square over a window.</param>
/// <param name="ToneDb">What is left of the beep's own frequency.</param>
public readonly record struct BeepGap(double LevelDb, double ToneDb);
