namespace LakhNes.App.Playing;

/// <summary>What the user wants of an output.</summary>
/// <param name="Device">The system's name of the device; null: its own choice.</param>
/// <param name="SampleRate">Samples a second; null: the system's choice.</param>
/// <param name="BlockFrames">Samples rendered at once.</param>
/// <param name="LatencyMilliseconds">What the device buffers, where the system lets a program say so.</param>
internal sealed record OutputOptions(string? Device, int? SampleRate, int BlockFrames, int LatencyMilliseconds);
