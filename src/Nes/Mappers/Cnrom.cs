using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Mappers;

/// <summary>Mapper 3: one 8 KiB pattern bank.</summary>
public sealed class Cnrom : Mapper
{
    private const int BankLength = 8 * 1024;

    private int _bank;

    /// <summary>Makes the board.</summary>
    /// <param name="image">The cartridge.</param>
    public Cnrom(CartridgeImage image)
        : base(image) { }

    /// <inheritdoc/>
    protected override int ChrOffset(int address) => _bank * BankLength + address;

    /// <inheritdoc/>
    protected override void WriteRegister(long cycle, int address, byte value) => _bank = value;
}
