using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>What the audio thread tells of a take, or wants done with the list.</summary>
/// <param name="Kind">What.</param>
/// <param name="Epoch">The request that began the take.</param>
/// <param name="Position">Song position in quarter notes.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
internal readonly record struct TakeEvent(TakeEventKind Kind, int Epoch, double Position = 0, NesVoice Voice = 0, byte Note = 0);
