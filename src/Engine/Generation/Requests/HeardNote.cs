using LakhNes.Score;

namespace LakhNes.Engine.Generation.Requests;

/// <summary>A note's beginning or end, wherever it goes: to the composer, from it, and into a take.</summary>
/// <param name="Position">
/// Quarter notes of the song; in what the composer is told of, quarter notes since the engine's start, which no jump of the
/// transport turns back.
/// </param>
/// <param name="Voice">The voice.</param>
/// <param name="Note">MIDI key, or 1 to 16 for noise; 0: the note ends.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Epoch">The request by which it was composed; 0 where that does not matter any more.</param>
/// <param name="Expression">How it is played; none of an end.</param>
public readonly record struct HeardNote(
    double Position,
    NesVoice Voice,
    byte Note,
    NoteOrigin Origin = NoteOrigin.Played,
    int Epoch = 0,
    NoteExpression Expression = default
);
