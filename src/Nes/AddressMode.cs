namespace LakhNes.Nes;

/// <summary>How an opcode finds its operand.</summary>
internal enum AddressMode : byte
{
    /// <summary>Implied, accumulator or the instruction's own affair.</summary>
    Imp,

    /// <summary>Immediate.</summary>
    Imm,

    /// <summary>Zero page.</summary>
    Zp,

    /// <summary>Zero page, X.</summary>
    Zpx,

    /// <summary>Zero page, Y.</summary>
    Zpy,

    /// <summary>Absolute.</summary>
    Abs,

    /// <summary>Absolute, X.</summary>
    Abx,

    /// <summary>Absolute, Y.</summary>
    Aby,

    /// <summary>(Zero page, X).</summary>
    Izx,

    /// <summary>(Zero page), Y.</summary>
    Izy,
}
