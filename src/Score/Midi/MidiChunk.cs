namespace LakhNes.Score.Midi;

/// <summary>A chunk that is neither header nor track; kept so that writing gives it back.</summary>
/// <param name="Id">Four bytes as Latin-1 text.</param>
/// <param name="Data">The chunk's bytes.</param>
/// <param name="TracksBefore">How many track chunks stand before it.</param>
public sealed record MidiChunk(string Id, ReadOnlyMemory<byte> Data, int TracksBefore);
