using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Cartridges;

/// <summary>Reads iNES and NES 2.0 files. Source: the NESdev wiki's "INES" and "NES 2.0".</summary>
public static class InesReader
{
    private const int HeaderLength = 16;
    private const int TrainerLength = 512;
    private const int PrgUnit = 16 * 1024;
    private const int ChrUnit = 8 * 1024;

    private static ReadOnlySpan<byte> Magic => "NES\x1A"u8;

    /// <summary>Reads a cartridge.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="CartridgeException">The data is no iNES file, is cut short or has no program.</exception>
    public static CartridgeImage Read(ReadOnlySpan<byte> data, string file)
    {
        if (data.Length < Magic.Length || !data[..Magic.Length].SequenceEqual(Magic))
            throw new CartridgeException(file, "not an iNES file (it does not start with \"NES\" and 1A)");
        if (data.Length < HeaderLength)
            throw new CartridgeException(file, $"cut short: the header needs {HeaderLength} bytes, the file has {data.Length}");
        byte flags6 = data[6];
        byte flags7 = data[7];
        bool nes2 = (flags7 & 0x0C) == 0x08;
        // Old tools wrote their names over bytes 7 to 15: then only byte 6 means what it should.
        bool dirty = !nes2 && data[12..HeaderLength].ContainsAnyExcept((byte)0);
        int mapper = flags6 >> 4;
        if (!dirty)
            mapper |= flags7 & 0xF0;
        int prgUnits = data[4];
        int chrUnits = data[5];
        if (nes2)
        {
            mapper |= (data[8] & 0x0F) << 8;
            if ((data[9] & 0x0F) == 0x0F || data[9] >> 4 == 0x0F)
                throw new CartridgeException(file, "NES 2.0 sizes in exponent form are not supported");
            prgUnits |= (data[9] & 0x0F) << 8;
            chrUnits |= data[9] >> 4 << 8;
        }
        if (prgUnits == 0)
            throw new CartridgeException(file, "no program ROM");
        int start = HeaderLength + ((flags6 & 0x04) != 0 ? TrainerLength : 0);
        int prgLength = prgUnits * PrgUnit;
        int chrLength = chrUnits * ChrUnit;
        int needed = start + prgLength + chrLength;
        if (data.Length < needed)
            throw new CartridgeException(file, $"cut short: the header asks for {needed} bytes, the file has {data.Length}");
        return new CartridgeImage
        {
            File = file,
            Mapper = mapper,
            PrgRom = data.Slice(start, prgLength).ToArray(),
            ChrRom = data.Slice(start + prgLength, chrLength).ToArray(),
            Mirroring = (flags6 & 0x01) != 0 ? Mirroring.Vertical : Mirroring.Horizontal,
            Region = ReadRegion(data, nes2, dirty),
        };
    }

    private static ApuRegion? ReadRegion(ReadOnlySpan<byte> data, bool nes2, bool dirty)
    {
        if (nes2)
            return (data[12] & 0x03) switch
            {
                1 => ApuRegion.Pal,
                3 => ApuRegion.Dendy,
                _ => ApuRegion.Ntsc,
            };

        // A clear bit says little: most PAL dumps do not set it.
        return !dirty && (data[9] & 0x01) != 0 ? ApuRegion.Pal : null;
    }
}
