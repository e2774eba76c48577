using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Cartridges;

/// <summary>What an iNES or NES 2.0 file holds.</summary>
public sealed class CartridgeImage
{
    /// <summary>The file's name, for messages.</summary>
    public required string File { get; init; }

    /// <summary>iNES mapper number.</summary>
    public required int Mapper { get; init; }

    /// <summary>Program ROM, a multiple of 16 KiB and not empty.</summary>
    public required byte[] PrgRom { get; init; }

    /// <summary>Pattern ROM, a multiple of 8 KiB; empty when the cartridge has pattern RAM instead.</summary>
    public required byte[] ChrRom { get; init; }

    /// <summary>How the cartridge is soldered; a mapper may override it.</summary>
    public required Mirroring Mirroring { get; init; }

    /// <summary>The console that the header asks for; null when it does not say.</summary>
    public required ApuRegion? Region { get; init; }

    /// <summary>
    /// The console to run it on: what the header asks for, else what the file's name or its folder's says ("pal", "dendy" as a
    /// word), else NTSC. Headers of PAL dumps and test ROMs rarely say so.
    /// </summary>
    public ApuRegion BestRegion
    {
        get
        {
            if (Region is ApuRegion region)
                return region;
            string folder = Path.GetFileName(Path.GetDirectoryName(File)) ?? "";
            string[] words = $"{folder} {Path.GetFileName(File)}".ToLowerInvariant().Split([' ', '_', '-', '.', '(', ')']);
            if (words.Contains("pal"))
                return ApuRegion.Pal;
            return words.Contains("dendy") ? ApuRegion.Dendy : ApuRegion.Ntsc;
        }
    }
}
