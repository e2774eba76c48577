namespace LakhNes.Nes;

/// <content>What each operation does with its operand and the flags.</content>
public sealed partial class Cpu6502
{
    // Bits of A that the unstable XAA and LXA let through; the value that the test programs expect.
    private const int UnstableMask = 0xFF;

    private int CarryIn => (int)(P & StatusFlags.Carry);

    private void Operate(CpuOperation operation, int operand)
    {
        switch (operation)
        {
            case CpuOperation.Lda:
                A = Tested(operand);
                break;
            case CpuOperation.Ldx:
                X = Tested(operand);
                break;
            case CpuOperation.Ldy:
                Y = Tested(operand);
                break;
            case CpuOperation.Lax:
                A = X = Tested(operand);
                break;
            case CpuOperation.Lxa:
                A = X = Tested((A | UnstableMask) & operand);
                break;
            case CpuOperation.Las:
                A = X = S = Tested(S & operand);
                break;
            case CpuOperation.And:
                A = Tested(A & operand);
                break;
            case CpuOperation.Ora:
                A = Tested(A | operand);
                break;
            case CpuOperation.Eor:
                A = Tested(A ^ operand);
                break;
            case CpuOperation.Adc:
                Add(operand);
                break;
            case CpuOperation.Sbc:
                Add(operand ^ 0xFF);
                break;
            case CpuOperation.Cmp:
                Compare(A, operand);
                break;
            case CpuOperation.Cpx:
                Compare(X, operand);
                break;
            case CpuOperation.Cpy:
                Compare(Y, operand);
                break;
            case CpuOperation.Bit:
                P =
                    P & (StatusFlags.Carry | StatusFlags.InterruptDisable | StatusFlags.Decimal)
                    | (StatusFlags)operand & (StatusFlags.Negative | StatusFlags.Overflow)
                    | ((A & operand) == 0 ? StatusFlags.Zero : StatusFlags.None);
                break;
            case CpuOperation.Anc:
                A = Tested(A & operand);
                SetFlag(StatusFlags.Carry, A >= 0x80);
                break;
            case CpuOperation.Alr:
                A = ShiftRight(A & operand, 0);
                break;
            case CpuOperation.Arr:
                A = Tested((A & operand) >> 1 | CarryIn << 7);
                SetFlag(StatusFlags.Carry, (A & 0x40) != 0);
                SetFlag(StatusFlags.Overflow, ((A ^ A << 1) & 0x40) != 0);
                break;
            case CpuOperation.Xaa:
                A = Tested((A | UnstableMask) & X & operand);
                break;
            case CpuOperation.Sbx:
                int both = A & X;
                Compare(both, operand);
                X = (byte)(both - operand);
                break;
        }
    }

    private void Store(CpuOperation operation, int address)
    {
        switch (operation)
        {
            case CpuOperation.Sta:
                Write(address, A);
                break;
            case CpuOperation.Stx:
                Write(address, X);
                break;
            case CpuOperation.Sty:
                Write(address, Y);
                break;
            case CpuOperation.Sax:
                Write(address, (byte)(A & X));
                break;
            case CpuOperation.Sha:
                StoreThroughHighByte(address, A & X);
                break;
            case CpuOperation.Shx:
                StoreThroughHighByte(address, X);
                break;
            case CpuOperation.Shy:
                StoreThroughHighByte(address, Y);
                break;
            case CpuOperation.Tas:
                S = (byte)(A & X);
                StoreThroughHighByte(address, S);
                break;
        }
    }

    // The value is ANDed with the base address's high byte plus one; on a page crossing it also becomes the high byte.
    private void StoreThroughHighByte(int address, int value)
    {
        value &= _baseHigh + 1;
        if (address >> 8 != _baseHigh)
            address = value << 8 | address & 0xFF;
        Write(address, (byte)value);
    }

    private byte Modified(CpuOperation operation, int value)
    {
        switch (operation)
        {
            case CpuOperation.Asl:
                return ShiftLeft(value, 0);
            case CpuOperation.Rol:
                return ShiftLeft(value, CarryIn);
            case CpuOperation.Lsr:
                return ShiftRight(value, 0);
            case CpuOperation.Ror:
                return ShiftRight(value, CarryIn);
            case CpuOperation.Inc:
                return Tested(value + 1);
            case CpuOperation.Dec:
                return Tested(value - 1);
            case CpuOperation.Slo:
                value = ShiftLeft(value, 0);
                A = Tested(A | value);
                break;
            case CpuOperation.Rla:
                value = ShiftLeft(value, CarryIn);
                A = Tested(A & value);
                break;
            case CpuOperation.Sre:
                value = ShiftRight(value, 0);
                A = Tested(A ^ value);
                break;
            case CpuOperation.Rra:
                value = ShiftRight(value, CarryIn);
                Add(value);
                break;
            case CpuOperation.Dcp:
                value--;
                Compare(A, value & 0xFF);
                break;
            case CpuOperation.Isc:
                value++;
                Add(value & 0xFF ^ 0xFF);
                break;
        }
        return (byte)value;
    }

    private void Add(int operand)
    {
        int sum = A + operand + CarryIn;
        SetFlag(StatusFlags.Carry, sum > 0xFF);
        SetFlag(StatusFlags.Overflow, ((A ^ sum) & (operand ^ sum) & 0x80) != 0);
        A = Tested(sum);
    }

    private void Compare(int register, int operand)
    {
        SetFlag(StatusFlags.Carry, register >= operand);
        Tested(register - operand);
    }

    private byte ShiftLeft(int value, int carryIn)
    {
        SetFlag(StatusFlags.Carry, value >= 0x80);
        return Tested(value << 1 | carryIn);
    }

    private byte ShiftRight(int value, int carryIn)
    {
        SetFlag(StatusFlags.Carry, (value & 1) != 0);
        return Tested(value >> 1 | carryIn << 7);
    }

    /// <summary>The low byte of a result, with N and Z set from it.</summary>
    private byte Tested(int result)
    {
        P =
            P & ~(StatusFlags.Negative | StatusFlags.Zero)
            | (StatusFlags)(result & 0x80)
            | ((result & 0xFF) == 0 ? StatusFlags.Zero : StatusFlags.None);
        return (byte)result;
    }

    private void SetFlag(StatusFlags flag, bool set) => P = set ? P | flag : P & ~flag;
}
