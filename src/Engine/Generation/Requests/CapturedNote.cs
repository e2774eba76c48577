using LakhNes.Score;

namespace LakhNes.Engine.Generation.Requests;

/// <summary>A note that was heard, as it is told to the worker.</summary>
/// <param name="Time">Quarter notes since the engine's start: song position that no jump of the transport turns back.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Generated">It was the generator's own.</param>
internal readonly record struct CapturedNote(double Time, NesVoice Voice, byte Note, bool Generated);
