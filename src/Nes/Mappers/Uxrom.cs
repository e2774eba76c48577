using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Mappers;

/// <summary>Mapper 2: one 16 KiB program bank at $8000, the last one fixed at $C000.</summary>
public sealed class Uxrom : Mapper
{
    private const int BankLength = 16 * 1024;

    private int _bank;

    /// <summary>Makes the board.</summary>
    /// <param name="image">The cartridge.</param>
    public Uxrom(CartridgeImage image)
        : base(image) { }

    /// <inheritdoc/>
    protected override int PrgOffset(int address) =>
        (address < 0xC000 ? _bank * BankLength : PrgRom.Length - BankLength) + (address & BankLength - 1);

    /// <inheritdoc/>
    protected override void WriteRegister(long cycle, int address, byte value) => _bank = value;
}
