namespace LakhNes.Instrument.Notes;

/// <summary>The group of notes that a played note belongs to for its whole life: each group shares voices by one rule.</summary>
internal enum NoteLine
{
    /// <summary>One at a time on pulse 1. The first five stand in the order of the voices.</summary>
    Pulse1,

    /// <summary>One at a time on pulse 2.</summary>
    Pulse2,

    /// <summary>One at a time on the triangle.</summary>
    Triangle,

    /// <summary>One at a time on noise, from the keyboard.</summary>
    Noise,

    /// <summary>One at a time on the sample channel.</summary>
    Dmc,

    /// <summary>One at a time on several voices.</summary>
    Unison,

    /// <summary>Cycled on one voice.</summary>
    Arpeggio,

    /// <summary>Each on a voice of its own.</summary>
    Poly,

    /// <summary>Hits of the drum map on noise.</summary>
    Drums,

    /// <summary>The generator's, on the voice that it names; gives way to all others.</summary>
    Generated,

    /// <summary>Heard nowhere.</summary>
    None,
}
