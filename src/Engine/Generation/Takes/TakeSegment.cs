namespace LakhNes.Engine.Generation.Takes;

/// <summary>What one request to the composer gave.</summary>
/// <param name="Key">Stands for all that it was composed from: the prompt, the settings, the random stream, the model.</param>
/// <param name="First">Place of its first token among the take's.</param>
internal readonly record struct TakeSegment(ulong Key, int First);
