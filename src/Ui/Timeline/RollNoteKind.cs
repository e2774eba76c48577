namespace LakhNes.Ui.Timeline;

/// <summary>Where a note of a piano roll comes from.</summary>
internal enum RollNoteKind
{
    /// <summary>The player played it.</summary>
    Played,

    /// <summary>The generator composed it, and it was heard.</summary>
    Generated,

    /// <summary>The generator composed it; it is still to come.</summary>
    Queued,
}
