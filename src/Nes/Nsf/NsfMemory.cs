namespace LakhNes.Nes.Nsf;

/// <summary>
/// What an NSF's program sees: RAM, its own ROM in eight banks of 4 KiB, what boards of its expansion chips add, and the driver
/// that called it. On the Famicom Disk System all from $6000 on is RAM, in ten banks; the MMC5 has RAM and a multiplier.
/// </summary>
internal sealed class NsfMemory
{
    /// <summary>Where a routine returns to: an endless loop outside the program's memory.</summary>
    public const int Idle = 0x4100;

    /// <summary>The driver's interrupt routine that calls play and leaves all registers as they were.</summary>
    public const int PlayRoutine = 0x4110;

    private const int NmiVector = 0xFFFA,
        IrqVector = 0xFFFE;
    private const int FirstBankRegister = 0x5FF6,
        FirstRomBankRegister = 0x5FF8;
    private const int DiskRam = 0x6000,
        Rom = 0x8000;
    private const int WorkBanks = 2; // at $6000 and $7000
    private const int Slots = WorkBanks + NsfFile.BankSlots;
    private const int RamLength = 2 * 1024;
    private const int WorkRamLength = 8 * 1024;
    private const int ReturnSlot = 0x1FE;
    private const int Factor1 = 0x5205,
        Factor2 = 0x5206,
        ExtraRam = 0x5C00,
        ExtraRamEnd = 0x5FF6;

    private readonly NsfFile _file;
    private readonly byte[] _rom;
    private readonly byte[] _ram = new byte[RamLength];
    private readonly byte[] _workRam = new byte[WorkRamLength];
    private readonly byte[] _extraRam = new byte[ExtraRamEnd - ExtraRam];
    private readonly byte[] _irqVector = new byte[2];
    private readonly int[] _banks = new int[Slots];
    private readonly byte[] _driver;
    private int _factor1,
        _factor2;

    public NsfMemory(NsfFile file)
    {
        _file = file;
        _rom = new byte[(Start + file.Data.Length + NsfFile.BankLength - 1) / NsfFile.BankLength * NsfFile.BankLength];
        // all of the disk system's banks can be written
        if (file.HasDiskSystem && file.Banks == null)
            Array.Resize(ref _rom, Math.Max(_rom.Length, Slots * NsfFile.BankLength));
        _driver = Driver(file.PlayAddress);
        Reset();
    }

    private int Start =>
        _file.Banks != null ? _file.LoadAddress % NsfFile.BankLength : _file.LoadAddress - (_file.HasDiskSystem ? DiskRam : Rom);

    /// <summary>Clears RAM, brings back the program and selects the first banks.</summary>
    public void Reset()
    {
        Array.Clear(_ram);
        Array.Clear(_workRam);
        Array.Clear(_extraRam);
        Array.Clear(_rom);
        _file.Data.CopyTo(_rom, Start);
        (_factor1, _factor2) = (0xFF, 0xFF);
        for (int slot = 0; slot < Slots; slot++)
            _banks[slot] = FirstBank(slot);
        for (int i = 0; i < _irqVector.Length; i++)
            _irqVector[i] = ReadBank(IrqVector + i);
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
        if (address >= Rom)
        {
            if (address >= IrqVector && _file.UsesIrq)
                return _irqVector[address - IrqVector];
            if (address is NmiVector or NmiVector + 1 && _file.InitRunsOn)
                return (byte)(PlayRoutine >> 8 * (address - NmiVector));
            return ReadBank(address);
        }
        if (address >= DiskRam)
            return _file.HasDiskSystem ? ReadBank(address) : _workRam[address & WorkRamLength - 1];
        if (address < 0x2000)
            return _ram[address & RamLength - 1];
        if (_file.HasMmc5 && address is Factor1 or Factor2)
            return (byte)(_factor1 * _factor2 >> (address == Factor1 ? 0 : 8));
        if (_file.HasMmc5 && address is >= ExtraRam and < ExtraRamEnd)
            return _extraRam[address - ExtraRam];
        int driver = address - Idle;
        return driver >= 0 && driver < _driver.Length ? _driver[driver] : openBus;
    }

    public void Write(int address, byte value)
    {
        if (address >= IrqVector && _file.UsesIrq)
            _irqVector[address - IrqVector] = value;
        else if (address >= DiskRam && _file.HasDiskSystem)
            WriteBank(address, value);
        else if (address < 0x2000)
            _ram[address & RamLength - 1] = value;
        else if (address is >= DiskRam and < Rom)
            _workRam[address & WorkRamLength - 1] = value;
        else if (_file.HasMmc5 && address == Factor1)
            _factor1 = value;
        else if (_file.HasMmc5 && address == Factor2)
            _factor2 = value;
        else if (
            _file.Banks != null
            && address >= (_file.HasDiskSystem ? FirstBankRegister : FirstRomBankRegister)
            && address < DiskRam
        )
            _banks[address - FirstBankRegister] = value;
        else if (_file.HasMmc5 && address is >= ExtraRam and < ExtraRamEnd)
            _extraRam[address - ExtraRam] = value;
    }

    // JMP Idle; and at PlayRoutine: push A, X and Y, JSR play, pull them, RTI
    private static byte[] Driver(int play)
    {
        byte[] driver = new byte[PlayRoutine - Idle + 16];
        ReadOnlySpan<byte> idle = [0x4C, Idle & 0xFF, Idle >> 8];
        ReadOnlySpan<byte> routine =
        [
            0x48,
            0x8A,
            0x48,
            0x98,
            0x48,
            0x20,
            (byte)play,
            (byte)(play >> 8),
            0x68,
            0xA8,
            0x68,
            0xAA,
            0x68,
            0x40,
        ];
        idle.CopyTo(driver);
        routine.CopyTo(driver.AsSpan(PlayRoutine - Idle));
        return driver;
    }

    // a disk system's file names the banks of $6000 and $7000 in the places of its last two
    private int FirstBank(int slot)
    {
        if (_file.Banks is { } banks)
            return slot < WorkBanks ? banks[NsfFile.BankSlots - WorkBanks + slot] : banks[slot - WorkBanks];
        return _file.HasDiskSystem ? slot : slot - WorkBanks;
    }

    private int OffsetOf(int address) =>
        _banks[(address - DiskRam) / NsfFile.BankLength] * NsfFile.BankLength + (address & NsfFile.BankLength - 1);

    // Past the end of the file there is nothing.
    private byte ReadBank(int address)
    {
        int offset = OffsetOf(address);
        return offset >= 0 && offset < _rom.Length ? _rom[offset] : (byte)0;
    }

    private void WriteBank(int address, byte value)
    {
        int offset = OffsetOf(address);
        if (offset >= 0 && offset < _rom.Length)
            _rom[offset] = value;
    }
}
