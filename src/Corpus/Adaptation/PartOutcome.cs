namespace LakhNes.Corpus.Adaptation;

/// <summary>What became of a part (a program on a channel of a track) of a file that was long enough and not too long.</summary>
public enum PartOutcome
{
    /// <summary>It is monophonic and was used as it is.</summary>
    Kept,

    /// <summary>It is polyphonic and became a melody and a bass.</summary>
    Split,

    /// <summary>It plays drums.</summary>
    Drums,

    /// <summary>It is polyphonic, which LakhNES drops.</summary>
    Polyphonic,

    /// <summary>All its notes lie below 21 or above 108.</summary>
    OutOfRange,

    /// <summary>Another part has the same notes at the same times, to a tenth of a second.</summary>
    Duplicate,

    /// <summary>A part for an effect or an unpitched drum on a melodic channel (General MIDI programs 116 to 128).</summary>
    Unpitched,

    /// <summary>It has less than a twentieth of the notes of the busiest line.</summary>
    Sparse,
}
