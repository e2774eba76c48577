using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes;

/// <summary>The PPU's address space: patterns on the cartridge, two name tables, the palette.</summary>
public sealed class PpuMemory
{
    private const int NameTableLength = 1024;
    private const int PaletteLength = 32;

    private readonly Mapper _mapper;
    private readonly byte[] _nameTables = new byte[2 * NameTableLength];
    private readonly byte[] _palette = new byte[PaletteLength];

    /// <summary>Makes cleared memory.</summary>
    /// <param name="mapper">The cartridge.</param>
    public PpuMemory(Mapper mapper) => _mapper = mapper;

    /// <summary>True for addresses of the palette, which is not behind the read buffer.</summary>
    /// <param name="address">0 to $3FFF.</param>
    public static bool IsPalette(int address) => address >= 0x3F00;

    /// <summary>Reads a byte; under the palette lie the mirrored name tables.</summary>
    /// <param name="address">0 to $3FFF.</param>
    public byte Read(int address) => address < 0x2000 ? _mapper.ReadChr(address) : _nameTables[NameTableOffset(address)];

    /// <summary>Reads the palette's six bits.</summary>
    /// <param name="address">$3F00 to $3FFF.</param>
    public byte ReadPalette(int address) => _palette[PaletteOffset(address)];

    /// <summary>Writes a byte.</summary>
    /// <param name="address">0 to $3FFF.</param>
    /// <param name="value">The byte.</param>
    public void Write(int address, byte value)
    {
        if (address < 0x2000)
            _mapper.WriteChr(address, value);
        else if (IsPalette(address))
            _palette[PaletteOffset(address)] = (byte)(value & 0x3F);
        else
            _nameTables[NameTableOffset(address)] = value;
    }

    // The first colour of each sprite palette is that of the background palette below it.
    private static int PaletteOffset(int address) => (address & 0x13) == 0x10 ? address & 0x0F : address & 0x1F;

    private int NameTableOffset(int address)
    {
        int table = _mapper.Mirroring switch
        {
            Mirroring.Horizontal => address >> 11 & 1,
            Mirroring.Vertical => address >> 10 & 1,
            Mirroring.SingleLow => 0,
            _ => 1,
        };
        return table * NameTableLength + (address & NameTableLength - 1);
    }
}
