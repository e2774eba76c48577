namespace LakhNes.Engine.Monitoring;

/// <summary>What changed in a voice, or in the song.</summary>
public enum NoteChangeKind : byte
{
    /// <summary>A note begins.</summary>
    Start,

    /// <summary>The note is let go.</summary>
    End,

    /// <summary>The song goes on at another position.</summary>
    Jump,
}
