namespace LakhNes.Engine.Settings;

/// <summary>The scales that generated notes can be kept to.</summary>
public enum ScaleKind
{
    /// <summary>All twelve notes.</summary>
    Chromatic,

    /// <summary>Major.</summary>
    Major,

    /// <summary>Natural minor.</summary>
    Minor,

    /// <summary>Minor with a major seventh.</summary>
    HarmonicMinor,

    /// <summary>Minor with a major sixth.</summary>
    Dorian,

    /// <summary>Major with a minor seventh.</summary>
    Mixolydian,

    /// <summary>Major without its fourth and seventh.</summary>
    MajorPentatonic,

    /// <summary>Minor without its second and sixth.</summary>
    MinorPentatonic,

    /// <summary>Minor pentatonic with a diminished fifth.</summary>
    Blues,

    /// <summary>Mostly the key of what was heard, and all that was heard in it.</summary>
    Auto,
}
