namespace LakhNes.Score.Trackers;

/// <summary>An effect of a row, as FamiTracker writes it: a letter and a byte.</summary>
/// <param name="Code">0 to 9 or A to Z.</param>
/// <param name="Value">The byte after it.</param>
public readonly record struct TrackerEffect(char Code, byte Value);
