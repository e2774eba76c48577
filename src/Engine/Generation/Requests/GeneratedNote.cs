using LakhNes.Score;

namespace LakhNes.Engine.Generation.Requests;

/// <summary>A note that was composed, on its way to the audio thread.</summary>
/// <param name="Position">Song position in quarter notes.</param>
/// <param name="Epoch">The request that it belongs to.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Dropped">It came too late when this take was first heard, and is not heard now either.</param>
internal readonly record struct GeneratedNote(double Position, int Epoch, NesVoice Voice, byte Note, bool Dropped = false);
