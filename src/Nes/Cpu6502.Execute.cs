namespace LakhNes.Nes;

/// <content>From opcode to cycles: operations that go through memory share their accesses, the others do their own.</content>
public sealed partial class Cpu6502
{
    private void Execute(int opcode)
    {
        CpuOperation operation = Operations[opcode];
        AddressMode mode = Modes[opcode];
        if (operation >= CpuOperation.Bcc)
        {
            Control(operation);
        }
        else if (mode == AddressMode.Imp)
        {
            Read(Pc);
            // Of these operations only the shifts, on A, and NOP have an implied form.
            if (operation != CpuOperation.Nop)
                A = Modified(operation, A);
        }
        else if (operation < CpuOperation.Sax)
        {
            Operate(operation, Read(Address(mode, reads: true)));
        }
        else if (operation < CpuOperation.Asl)
        {
            Store(operation, Address(mode, reads: false));
        }
        else
        {
            int address = Address(mode, reads: false);
            byte value = Read(address);
            Write(address, value);
            Write(address, Modified(operation, value));
        }
    }

    private void Control(CpuOperation operation)
    {
        switch (operation)
        {
            case CpuOperation.Bcc:
                Branch((P & StatusFlags.Carry) == 0);
                break;
            case CpuOperation.Bcs:
                Branch((P & StatusFlags.Carry) != 0);
                break;
            case CpuOperation.Beq:
                Branch((P & StatusFlags.Zero) != 0);
                break;
            case CpuOperation.Bmi:
                Branch((P & StatusFlags.Negative) != 0);
                break;
            case CpuOperation.Bne:
                Branch((P & StatusFlags.Zero) == 0);
                break;
            case CpuOperation.Bpl:
                Branch((P & StatusFlags.Negative) == 0);
                break;
            case CpuOperation.Bvc:
                Branch((P & StatusFlags.Overflow) == 0);
                break;
            case CpuOperation.Bvs:
                Branch((P & StatusFlags.Overflow) != 0);
                break;
            case CpuOperation.Brk:
                SoftwareBreak();
                break;
            case CpuOperation.Jmp:
                Pc = (ushort)FetchWord();
                break;
            case CpuOperation.Jmi:
                JumpIndirect();
                break;
            case CpuOperation.Jsr:
                JumpToSubroutine();
                break;
            default:
                Read(Pc);
                Implied(operation);
                break;
        }
    }

    private void Implied(CpuOperation operation)
    {
        switch (operation)
        {
            case CpuOperation.Clc:
                P &= ~StatusFlags.Carry;
                break;
            case CpuOperation.Cld:
                P &= ~StatusFlags.Decimal;
                break;
            case CpuOperation.Cli:
                P &= ~StatusFlags.InterruptDisable;
                break;
            case CpuOperation.Clv:
                P &= ~StatusFlags.Overflow;
                break;
            case CpuOperation.Sec:
                P |= StatusFlags.Carry;
                break;
            case CpuOperation.Sed:
                P |= StatusFlags.Decimal;
                break;
            case CpuOperation.Sei:
                P |= StatusFlags.InterruptDisable;
                break;
            case CpuOperation.Dex:
                X = Tested(X - 1);
                break;
            case CpuOperation.Dey:
                Y = Tested(Y - 1);
                break;
            case CpuOperation.Inx:
                X = Tested(X + 1);
                break;
            case CpuOperation.Iny:
                Y = Tested(Y + 1);
                break;
            case CpuOperation.Tax:
                X = Tested(A);
                break;
            case CpuOperation.Tay:
                Y = Tested(A);
                break;
            case CpuOperation.Tsx:
                X = Tested(S);
                break;
            case CpuOperation.Txa:
                A = Tested(X);
                break;
            case CpuOperation.Tya:
                A = Tested(Y);
                break;
            case CpuOperation.Txs:
                S = X;
                break;
            case CpuOperation.Pha:
                Push(A);
                break;
            case CpuOperation.Php:
                Push((byte)(P | StatusFlags.Break | StatusFlags.Unused));
                break;
            case CpuOperation.Pla:
                ReadStackTop();
                A = Tested(Pull());
                break;
            case CpuOperation.Plp:
                ReadStackTop();
                PullStatus();
                break;
            case CpuOperation.Rti:
                ReadStackTop();
                PullStatus();
                Pc = (ushort)PullWord();
                break;
            case CpuOperation.Rts:
                ReadStackTop();
                Pc = (ushort)PullWord();
                Read(Pc++);
                break;
            case CpuOperation.Jam:
                Jammed = true;
                break;
        }
    }

    private void Branch(bool taken)
    {
        int offset = (sbyte)Fetch();
        if (!taken)
            return;
        // A branch polls before its second cycle and before the one that mends the page, not before the one between.
        (bool nmi, bool irq) = (_nmiPolled, _irqPolled);
        Read(Pc);
        int target = Pc + offset;
        if (((target ^ Pc) & 0xFF00) == 0)
        {
            (_nmiPolled, _irqPolled) = (nmi, irq);
        }
        else
        {
            Read(Pc & 0xFF00 | target & 0xFF);
            _nmiPolled |= nmi;
            _irqPolled |= irq;
        }
        Pc = (ushort)target;
    }

    private void JumpIndirect()
    {
        int pointer = FetchWord();
        int low = Read(pointer);
        // The pointer's high byte does not take the carry.
        Pc = (ushort)(low | Read(pointer & 0xFF00 | pointer + 1 & 0xFF) << 8);
    }

    private void JumpToSubroutine()
    {
        int low = Fetch();
        ReadStackTop();
        PushWord(Pc);
        Pc = (ushort)(low | Fetch() << 8);
    }

    private void ReadStackTop() => Read(StackPage | S);

    private void PullStatus() => P = (StatusFlags)Pull() & ~(StatusFlags.Break | StatusFlags.Unused);
}
