using LakhNes.Score;

namespace LakhNes.Engine.Generation.Requests;

/// <summary>A note's beginning or end in a take.</summary>
/// <param name="Position">Song position in quarter notes.</param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Kind">Where it comes from.</param>
public readonly record struct TakeNote(double Position, NesVoice Voice, byte Note, TakeNoteKind Kind);
