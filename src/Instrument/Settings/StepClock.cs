namespace LakhNes.Instrument.Settings;

/// <summary>What a voice's step sequences and arpeggios advance by.</summary>
public enum StepClock
{
    /// <summary>One step a console frame (60.0988 Hz NTSC, 50.0070 Hz PAL and Dendy), as games did.</summary>
    Frame,

    /// <summary>One step every 1/64 note at the song's tempo.</summary>
    SixtyFourth,

    /// <summary>One step every 1/32 triplet.</summary>
    ThirtySecondTriplet,

    /// <summary>One step every 1/32 note.</summary>
    ThirtySecond,

    /// <summary>One step every 1/16 triplet.</summary>
    SixteenthTriplet,

    /// <summary>One step every 1/16 note.</summary>
    Sixteenth,

    /// <summary>One step every 1/8 triplet.</summary>
    EighthTriplet,

    /// <summary>One step every 1/8 note.</summary>
    Eighth,
}
