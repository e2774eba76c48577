using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Mappers;

/// <summary>Mapper 0: no banks.</summary>
public sealed class Nrom : Mapper
{
    /// <summary>Makes the board.</summary>
    /// <param name="image">The cartridge.</param>
    public Nrom(CartridgeImage image)
        : base(image) { }
}
