namespace LakhNes.Score.Trackers;

/// <summary>A note of FamiStudio, which knows how long it lasts.</summary>
/// <param name="Time">The row in its pattern.</param>
/// <param name="Note">As in <see cref="TrackerCell.Note"/>; without one it sets what follows alone.</param>
/// <param name="Duration">Rows.</param>
/// <param name="Release">Rows until its key is let go; 0: it is not.</param>
/// <param name="Instrument">The instrument's number.</param>
/// <param name="Volume">0 to 15; -1: as before.</param>
/// <param name="Delay">Console frames that it is late.</param>
/// <param name="Speed">The song's speed from here on; 0: as before.</param>
internal readonly record struct FamiStudioNote(
    int Time,
    int Note,
    int Duration,
    int Release,
    int Instrument,
    int Volume,
    int Delay,
    int Speed
);
