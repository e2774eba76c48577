namespace LakhNes.Nes.Testing;

/// <summary>Where a verdict comes from.</summary>
public enum RomTestEvidence
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The status byte at $6000.</summary>
    StatusByte,

    /// <summary>The screen.</summary>
    Screen,

    /// <summary>What was heard.</summary>
    Sound,
}
