namespace LakhNes.Score.Vgm;

/// <summary>
/// Offsets of the header's fields that matter to the NES (VGM 1.72; little-endian; offsets are relative to their own field).
/// </summary>
internal static class VgmHeader
{
    public const int EndOffset = 0x04,
        Version = 0x08,
        Gd3Offset = 0x14,
        TotalSamples = 0x18,
        LoopOffset = 0x1C,
        LoopSamples = 0x20,
        DataOffset = 0x34,
        NesClock = 0x84;

    /// <summary>Length of the header that this project writes: that of version 1.61.</summary>
    public const int Length = 0xC0;

    /// <summary>Where data starts in versions before 1.50, which have no field for it, and where that field is 0.</summary>
    public const int ShortLength = 0x40;

    public const uint FirstVersionWithNes = 0x161,
        SecondChip = 0x4000_0000,
        FamicomDiskSystem = 0x8000_0000,
        ClockMask = 0x3FFF_FFFF;
}
