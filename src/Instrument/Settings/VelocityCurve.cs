namespace LakhNes.Instrument.Settings;

/// <summary>How a note's velocity scales its volume (16 levels on the chip).</summary>
public enum VelocityCurve
{
    /// <summary>Every note at full volume, as the triangle must.</summary>
    Fixed,

    /// <summary>Volume follows velocity.</summary>
    Linear,

    /// <summary>Soft playing is lifted (square root).</summary>
    Soft,

    /// <summary>Soft playing is lowered (square).</summary>
    Hard,
}
