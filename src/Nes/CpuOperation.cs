namespace LakhNes.Nes;

/// <summary>What an opcode does, grouped by what that means for memory; the CPU relies on the order of the groups.</summary>
internal enum CpuOperation : byte
{
    // Reads an operand.
    Adc, Alr, And, Anc, Arr, Bit, Cmp, Cpx, Cpy, Eor, Las, Lax, Lda, Ldx, Ldy, Lxa, Nop, Ora, Sbc, Sbx,
    Xaa,

    // Writes one.
    Sax, Sha, Shx, Shy, Sta, Stx, Sty, Tas,

    // Reads, writes back and writes changed.
    Asl, Dcp, Dec, Inc, Isc, Lsr, Rla, Rol, Ror, Rra, Slo, Sre,

    // Does the rest of its cycles itself. Jam locks the CPU up; Jmi is JMP (indirect).
    Bcc, Bcs, Beq, Bmi, Bne, Bpl, Brk, Bvc, Bvs, Clc, Cld, Cli, Clv, Dex, Dey, Inx, Iny, Jam, Jmi, Jmp,
    Jsr, Pha, Php, Pla, Plp, Rti, Rts, Sec, Sed, Sei, Tax, Tay, Tsx, Txa, Txs, Tya,
}
