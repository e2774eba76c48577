namespace LakhNes.Engine.Generation.Requests;

/// <summary>Where a note comes from.</summary>
public enum NoteOrigin : byte
{
    /// <summary>The player played it.</summary>
    Played,

    /// <summary>The model composed it, and it was heard.</summary>
    Composed,

    /// <summary>The model composed it, but it came too late to be heard.</summary>
    Dropped,
}
