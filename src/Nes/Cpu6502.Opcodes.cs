using static LakhNes.Nes.AddressMode;
using static LakhNes.Nes.CpuOperation;

namespace LakhNes.Nes;

/// <content>The opcode matrix, sixteen opcodes a row. Unofficial opcodes have the names of the NESdev wiki.</content>
public sealed partial class Cpu6502
{
    private static ReadOnlySpan<CpuOperation> Operations =>
    [
        Brk, Ora, Jam, Slo, Nop, Ora, Asl, Slo, Php, Ora, Asl, Anc, Nop, Ora, Asl, Slo,  // $00
        Bpl, Ora, Jam, Slo, Nop, Ora, Asl, Slo, Clc, Ora, Nop, Slo, Nop, Ora, Asl, Slo,  // $10
        Jsr, And, Jam, Rla, Bit, And, Rol, Rla, Plp, And, Rol, Anc, Bit, And, Rol, Rla,  // $20
        Bmi, And, Jam, Rla, Nop, And, Rol, Rla, Sec, And, Nop, Rla, Nop, And, Rol, Rla,  // $30
        Rti, Eor, Jam, Sre, Nop, Eor, Lsr, Sre, Pha, Eor, Lsr, Alr, Jmp, Eor, Lsr, Sre,  // $40
        Bvc, Eor, Jam, Sre, Nop, Eor, Lsr, Sre, Cli, Eor, Nop, Sre, Nop, Eor, Lsr, Sre,  // $50
        Rts, Adc, Jam, Rra, Nop, Adc, Ror, Rra, Pla, Adc, Ror, Arr, Jmi, Adc, Ror, Rra,  // $60
        Bvs, Adc, Jam, Rra, Nop, Adc, Ror, Rra, Sei, Adc, Nop, Rra, Nop, Adc, Ror, Rra,  // $70
        Nop, Sta, Nop, Sax, Sty, Sta, Stx, Sax, Dey, Nop, Txa, Xaa, Sty, Sta, Stx, Sax,  // $80
        Bcc, Sta, Jam, Sha, Sty, Sta, Stx, Sax, Tya, Sta, Txs, Tas, Shy, Sta, Shx, Sha,  // $90
        Ldy, Lda, Ldx, Lax, Ldy, Lda, Ldx, Lax, Tay, Lda, Tax, Lxa, Ldy, Lda, Ldx, Lax,  // $A0
        Bcs, Lda, Jam, Lax, Ldy, Lda, Ldx, Lax, Clv, Lda, Tsx, Las, Ldy, Lda, Ldx, Lax,  // $B0
        Cpy, Cmp, Nop, Dcp, Cpy, Cmp, Dec, Dcp, Iny, Cmp, Dex, Sbx, Cpy, Cmp, Dec, Dcp,  // $C0
        Bne, Cmp, Jam, Dcp, Nop, Cmp, Dec, Dcp, Cld, Cmp, Nop, Dcp, Nop, Cmp, Dec, Dcp,  // $D0
        Cpx, Sbc, Nop, Isc, Cpx, Sbc, Inc, Isc, Inx, Sbc, Nop, Sbc, Cpx, Sbc, Inc, Isc,  // $E0
        Beq, Sbc, Jam, Isc, Nop, Sbc, Inc, Isc, Sed, Sbc, Nop, Isc, Nop, Sbc, Inc, Isc,  // $F0
    ];

    private static ReadOnlySpan<AddressMode> Modes =>
    [
        Imp, Izx, Imp, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $00
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $10
        Imp, Izx, Imp, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $20
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $30
        Imp, Izx, Imp, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Imp, Abs, Abs, Abs,  // $40
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $50
        Imp, Izx, Imp, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Imp, Abs, Abs, Abs,  // $60
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $70
        Imm, Izx, Imm, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $80
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpy, Zpy, Imp, Aby, Imp, Aby, Abx, Abx, Aby, Aby,  // $90
        Imm, Izx, Imm, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $A0
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpy, Zpy, Imp, Aby, Imp, Aby, Abx, Abx, Aby, Aby,  // $B0
        Imm, Izx, Imm, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $C0
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $D0
        Imm, Izx, Imm, Izx, Zp, Zp, Zp, Zp, Imp, Imm, Imp, Imm, Abs, Abs, Abs, Abs,  // $E0
        Imp, Izy, Imp, Izy, Zpx, Zpx, Zpx, Zpx, Imp, Aby, Imp, Aby, Abx, Abx, Abx, Abx,  // $F0
    ];
}
