namespace LakhNes.Nes.Nsf;

/// <summary>What an NSF's program sees: RAM, its own ROM in eight banks of 4 KiB, and the driver that called it.</summary>
internal sealed class NsfMemory
{
    /// <summary>Where a routine returns to: an endless loop outside the program's memory.</summary>
    public const int Idle = 0x4100;

    private const int FirstBankRegister = 0x5FF8;
    private const int RamLength = 2 * 1024;
    private const int WorkRamLength = 8 * 1024;
    private const int ReturnSlot = 0x1FE;

    private readonly NsfFile _file;
    private readonly byte[] _rom;
    private readonly byte[] _ram = new byte[RamLength];
    private readonly byte[] _workRam = new byte[WorkRamLength];
    private readonly int[] _banks = new int[NsfFile.BankSlots];

    public NsfMemory(NsfFile file)
    {
        _file = file;
        int start = file.Banks == null ? file.LoadAddress - 0x8000 : file.LoadAddress % NsfFile.BankLength;
        int needed = start + file.Data.Length;
        int length = (needed + NsfFile.BankLength - 1) / NsfFile.BankLength * NsfFile.BankLength;
        _rom = new byte[length];
        file.Data.CopyTo(_rom, start);
    }

    // JMP Idle.
    private static ReadOnlySpan<byte> Loop => [0x4C, Idle & 0xFF, Idle >> 8];

    /// <summary>Clears RAM and selects the first banks.</summary>
    public void Reset()
    {
        Array.Clear(_ram);
        Array.Clear(_workRam);
        for (int slot = 0; slot < _banks.Length; slot++)
            _banks[slot] = _file.Banks?[slot] ?? slot;
    }

    /// <summary>Puts the address of the idle loop on the top of the stack, as JSR would.</summary>
    /// <returns>The stack pointer below it.</returns>
    public byte PushReturn()
    {
        const int pushed = Idle - 1;
        _ram[ReturnSlot] = pushed & 0xFF;
        _ram[ReturnSlot + 1] = pushed >> 8;
        return ReturnSlot - 1 & 0xFF;
    }

    public byte Read(int address, byte openBus)
    {
        if (address >= 0x8000)
            return ReadRom(address);
        if (address >= 0x6000)
            return _workRam[address & WorkRamLength - 1];
        if (address < 0x2000)
            return _ram[address & RamLength - 1];
        int loop = address - Idle;
        return loop >= 0 && loop < Loop.Length ? Loop[loop] : openBus;
    }

    public void Write(int address, byte value)
    {
        if (address < 0x2000)
            _ram[address & RamLength - 1] = value;
        else if (address is >= 0x6000 and < 0x8000)
            _workRam[address & WorkRamLength - 1] = value;
        else if (address is >= FirstBankRegister and < 0x6000 && _file.Banks != null)
            _banks[address - FirstBankRegister] = value;
    }

    // Past the end of the file there is nothing.
    private byte ReadRom(int address)
    {
        int offset = _banks[address >> 12 & NsfFile.BankSlots - 1] * NsfFile.BankLength + (address & NsfFile.BankLength - 1);
        return offset < _rom.Length ? _rom[offset] : (byte)0;
    }
}
