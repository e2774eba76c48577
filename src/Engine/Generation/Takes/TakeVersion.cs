namespace LakhNes.Engine.Generation.Takes;

/// <summary>A state of the list of takes, one bit a slot.</summary>
/// <param name="Present">The takes that are in it.</param>
/// <param name="Kept">Those of them that are kept.</param>
internal readonly record struct TakeVersion(ulong Present, ulong Kept);
