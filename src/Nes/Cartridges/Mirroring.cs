namespace LakhNes.Nes.Cartridges;

/// <summary>Which of the PPU's two 1 KiB name tables answer at $2000, $2400, $2800 and $2C00.</summary>
public enum Mirroring
{
    /// <summary>A, A, B, B.</summary>
    Horizontal,

    /// <summary>A, B, A, B.</summary>
    Vertical,

    /// <summary>A everywhere.</summary>
    SingleLow,

    /// <summary>B everywhere.</summary>
    SingleHigh,
}
