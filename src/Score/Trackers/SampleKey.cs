namespace LakhNes.Score.Trackers;

/// <summary>How a note plays a sample.</summary>
/// <param name="Sample">Its number in the module.</param>
/// <param name="Rate">0 to 15, the chip's rates from slow to fast.</param>
/// <param name="Loops">It begins again at its end.</param>
/// <param name="Level">The level that it starts from, 0 to 127; -1: where the channel is.</param>
public readonly record struct SampleKey(int Sample, int Rate, bool Loops, int Level = -1);
