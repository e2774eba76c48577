namespace LakhNes.Nes;

/// <summary>The bits of the 6502's P register.</summary>
[Flags]
public enum StatusFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>C.</summary>
    Carry = 0x01,

    /// <summary>Z.</summary>
    Zero = 0x02,

    /// <summary>I: IRQ is masked.</summary>
    InterruptDisable = 0x04,

    /// <summary>D: kept, but the 2A03 has no decimal mode.</summary>
    Decimal = 0x08,

    /// <summary>B: set only in the copy that BRK and PHP push.</summary>
    Break = 0x10,

    /// <summary>Set in every pushed copy.</summary>
    Unused = 0x20,

    /// <summary>V.</summary>
    Overflow = 0x40,

    /// <summary>N.</summary>
    Negative = 0x80,
}
