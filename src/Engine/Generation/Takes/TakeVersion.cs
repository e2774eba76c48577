namespace LakhNes.Engine.Generation.Takes;

/// <summary>A state of the list of takes, one bit a slot.</summary>
/// <param name="Present">The takes that are in it.</param>
/// <param name="Kept">Those of them that are kept.</param>
/// <param name="Favourite">Those of them that the user likes.</param>
internal readonly record struct TakeVersion(ulong Present, ulong Kept, ulong Favourite);
