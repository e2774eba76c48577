namespace LakhNes.Conversion.Formats;

/// <summary>A song that cannot be what it was asked to become; the message says why, as a clause without a full stop.</summary>
public sealed class SongException(string message) : Exception(message);
