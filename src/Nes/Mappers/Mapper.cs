using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Mappers;

/// <summary>A cartridge board: program and pattern memory, 8 KiB of RAM at $6000, and how they are banked.</summary>
public abstract class Mapper
{
    private const int RamLength = 8 * 1024;

    private readonly byte[] _ram = new byte[RamLength];
    private readonly byte[] _chr;
    private readonly bool _chrIsRam;

    /// <summary>Wires the image's memories.</summary>
    /// <param name="image">The cartridge.</param>
    protected Mapper(CartridgeImage image)
    {
        PrgRom = image.PrgRom;
        _chrIsRam = image.ChrRom.Length == 0;
        _chr = _chrIsRam ? new byte[8 * 1024] : image.ChrRom;
        Mirroring = image.Mirroring;
    }

    /// <summary>How the name tables are wired now.</summary>
    public Mirroring Mirroring { get; protected set; }

    /// <summary>The 8 KiB at $6000, where test programs leave their results.</summary>
    public ReadOnlySpan<byte> Ram => _ram;

    /// <summary>The program ROM, at least 16 KiB.</summary>
    protected byte[] PrgRom { get; }

    /// <summary>Makes the board that an image asks for.</summary>
    /// <param name="image">The cartridge.</param>
    /// <exception cref="CartridgeException">No such board here.</exception>
    public static Mapper Create(CartridgeImage image) =>
        image.Mapper switch
        {
            0 => new Nrom(image),
            1 => new Mmc1(image),
            2 => new Uxrom(image),
            3 => new Cnrom(image),
            _ => throw new CartridgeException(image.File, $"mapper {image.Mapper} is not supported (0, 1, 2 and 3 are)"),
        };

    /// <summary>Reads the cartridge as the CPU sees it.</summary>
    /// <param name="address">$4020 to $FFFF.</param>
    /// <param name="openBus">What is returned where nothing answers.</param>
    public byte Read(int address, byte openBus)
    {
        if (address >= 0x8000)
            return PrgRom[PrgOffset(address) % PrgRom.Length];
        return address >= 0x6000 ? _ram[address & RamLength - 1] : openBus;
    }

    /// <summary>Writes to the cartridge's RAM or registers.</summary>
    /// <param name="cycle">CPU cycle of the write.</param>
    /// <param name="address">$4020 to $FFFF.</param>
    /// <param name="value">The byte on the data bus.</param>
    public void Write(long cycle, int address, byte value)
    {
        if (address >= 0x8000)
            WriteRegister(cycle, address, value);
        else if (address >= 0x6000)
            _ram[address & RamLength - 1] = value;
    }

    /// <summary>Reads pattern memory as the PPU sees it.</summary>
    /// <param name="address">0 to $1FFF.</param>
    public byte ReadChr(int address) => _chr[ChrOffset(address) % _chr.Length];

    /// <summary>Writes pattern memory, if it is RAM.</summary>
    /// <param name="address">0 to $1FFF.</param>
    /// <param name="value">The byte.</param>
    public void WriteChr(int address, byte value)
    {
        if (_chrIsRam)
            _chr[ChrOffset(address) % _chr.Length] = value;
    }

    /// <summary>Where in <see cref="PrgRom"/> an address lies; taken modulo its length.</summary>
    /// <param name="address">$8000 to $FFFF.</param>
    protected virtual int PrgOffset(int address) => address - 0x8000;

    /// <summary>Where in pattern memory an address lies; taken modulo its length.</summary>
    /// <param name="address">0 to $1FFF.</param>
    protected virtual int ChrOffset(int address) => address;

    /// <summary>A write to $8000-$FFFF.</summary>
    /// <param name="cycle">CPU cycle of the write.</param>
    /// <param name="address">$8000 to $FFFF.</param>
    /// <param name="value">The byte on the data bus.</param>
    protected virtual void WriteRegister(long cycle, int address, byte value) { }
}
