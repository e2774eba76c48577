namespace LakhNes.Engine.Hosting;

/// <summary>One thing that happens at one sample of a block, in or out.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Offset">Sample of the block, 0 to frames - 1.</param>
/// <param name="Channel">MIDI channel 0 to 15, or -1 for any.</param>
/// <param name="Key">MIDI key 0 to 127, or -1 for any.</param>
/// <param name="NoteId">The host's id of the note, or -1.</param>
/// <param name="Index">Parameter id, controller or program number; see <see cref="EngineEventKind"/>.</param>
/// <param name="Value">See <see cref="EngineEventKind"/>.</param>
public readonly record struct EngineEvent(
    EngineEventKind Kind,
    int Offset,
    short Channel = -1,
    short Key = -1,
    int NoteId = -1,
    uint Index = 0,
    double Value = 0
);
