namespace LakhNes.Engine.Settings;

/// <summary>The note value that generated onsets are drawn to.</summary>
public enum QuantiseGrid
{
    /// <summary>1/4.</summary>
    Quarter,

    /// <summary>1/8.</summary>
    Eighth,

    /// <summary>1/8 triplets.</summary>
    EighthTriplet,

    /// <summary>1/16.</summary>
    Sixteenth,

    /// <summary>1/16 triplets.</summary>
    SixteenthTriplet,

    /// <summary>1/32.</summary>
    ThirtySecond,

    /// <summary>What was heard tells: swung eighths, triplets, or else 1/16.</summary>
    Auto,
}
