namespace LakhNes.Conversion.Nsf;

/// <summary>The 6502's instructions that the player uses, each with its addressing mode.</summary>
internal enum Opcode : byte
{
    AndImmediate = 0x29,
    Bcs = 0xB0,
    Beq = 0xF0,
    Bmi = 0x30,
    Bne = 0xD0,
    CmpImmediate = 0xC9,
    DecZeroPage = 0xC6,
    IncZeroPage = 0xE6,
    JmpAbsolute = 0x4C,
    JsrAbsolute = 0x20,
    LdaImmediate = 0xA9,
    LdaIndirectY = 0xB1,
    LdaZeroPage = 0xA5,
    LdyImmediate = 0xA0,
    Pha = 0x48,
    Pla = 0x68,
    Rts = 0x60,
    StaAbsolute = 0x8D,
    StaAbsoluteX = 0x9D,
    StaZeroPage = 0x85,
    Tax = 0xAA,
    Tay = 0xA8,
    Tya = 0x98,
}
