namespace LakhNes.Score.Trackers;

/// <summary>What a module's rows say to a voice, and when.</summary>
/// <param name="Row">Rows of the grid before the one that it is on.</param>
/// <param name="Tick">Ticks played before it.</param>
/// <param name="Event">The event; its time plays no part.</param>
/// <param name="Instrument">Of a note that begins.</param>
internal readonly record struct PlayedNote(int Row, long Tick, NesEvent Event, TrackerInstrument? Instrument);
