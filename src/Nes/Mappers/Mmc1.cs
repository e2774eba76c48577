using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Mappers;

/// <summary>Mapper 1: registers loaded through a serial port, five writes of one bit each.</summary>
public sealed class Mmc1 : Mapper
{
    private const int PrgBankLength = 16 * 1024;
    private const int ChrBankLength = 4 * 1024;

    // A 1 above the five bits: it reaches bit 0 with the fifth write.
    private const int EmptyShift = 0x10;

    private readonly int[] _registers = [0x0C, 0, 0, 0];
    private int _shift = EmptyShift;
    private long _lastWrite = long.MinValue;

    /// <summary>Makes the board.</summary>
    /// <param name="image">The cartridge.</param>
    public Mmc1(CartridgeImage image)
        : base(image) { }

    private int Control => _registers[0];

    private int PrgBank => _registers[3] & 0x0F;

    /// <inheritdoc/>
    protected override int PrgOffset(int address)
    {
        bool upper = address >= 0xC000;
        int bank = (Control >> 2 & 3) switch
        {
            2 => upper ? PrgBank : 0,
            3 => upper ? PrgRom.Length / PrgBankLength - 1 : PrgBank,
            _ => PrgBank & ~1 | (upper ? 1 : 0),
        };
        return bank * PrgBankLength + (address & PrgBankLength - 1);
    }

    /// <inheritdoc/>
    protected override int ChrOffset(int address)
    {
        bool upper = address >= ChrBankLength;
        int bank = (Control & 0x10) != 0 ? _registers[upper ? 2 : 1] : _registers[1] & ~1 | (upper ? 1 : 0);
        return bank * ChrBankLength + (address & ChrBankLength - 1);
    }

    /// <inheritdoc/>
    protected override void WriteRegister(long cycle, int address, byte value)
    {
        // Of two writes in consecutive cycles (a read-modify-write instruction) the port sees only the first.
        bool consecutive = cycle - 1 == _lastWrite;
        _lastWrite = cycle;
        if (value >= 0x80)
        {
            _shift = EmptyShift;
            _registers[0] |= 0x0C;
        }
        else if (!consecutive)
        {
            bool full = (_shift & 1) != 0;
            _shift = _shift >> 1 | (value & 1) << 4;
            if (!full)
                return;
            _registers[address >> 13 & 3] = _shift;
            _shift = EmptyShift;
        }
        Mirroring = (Control & 3) switch
        {
            0 => Mirroring.SingleLow,
            1 => Mirroring.SingleHigh,
            2 => Mirroring.Vertical,
            _ => Mirroring.Horizontal,
        };
    }
}
