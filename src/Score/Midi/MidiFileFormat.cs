namespace LakhNes.Score.Midi;

/// <summary>How a file's tracks relate.</summary>
public enum MidiFileFormat
{
    /// <summary>One track with all channels.</summary>
    SingleTrack = 0,

    /// <summary>Tracks that play together; the first holds the tempo map.</summary>
    Simultaneous = 1,

    /// <summary>Independent patterns, each with its own tempo map.</summary>
    Independent = 2,
}
