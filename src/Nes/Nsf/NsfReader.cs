using System.Buffers.Binary;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Cartridges;
using LakhNes.Score.Text;

namespace LakhNes.Nes.Nsf;

/// <summary>Reads NSF files, versions 1 and 2, and NSFe files. Sources: the NESdev wiki's "NSF", "NSF2" and "NSFe".</summary>
public static class NsfReader
{
    internal const int NtscFrame = 16639,
        PalFrame = 19997;

    private const int HeaderLength = 128;
    private const int TextLength = 32;

    private static ReadOnlySpan<byte> Magic => "NESM\x1A"u8;

    /// <summary>Reads a file.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="CartridgeException">
    /// The data is no NSF file, is cut short, or its program lies where no memory is.
    /// </exception>
    public static NsfFile Read(ReadOnlySpan<byte> data, string file)
    {
        if (data.StartsWith(NsfeReader.Magic))
            return NsfeReader.Read(data, file);
        if (!data.StartsWith(Magic))
            throw new CartridgeException(file, "not an NSF file (it does not start with \"NESM\" and 1A)");
        if (data.Length <= HeaderLength)
            throw new CartridgeException(
                file,
                $"cut short: the header needs {HeaderLength} bytes and a program after it, the file has {data.Length}"
            );
        if (data[6] == 0)
            throw new CartridgeException(file, "it has no songs", 0x06);
        ReadOnlySpan<byte> banks = data.Slice(0x70, NsfFile.BankSlots);
        byte features = data[5] >= 2 ? data[0x7C] : (byte)0;
        // a length says that metadata follow the program
        int length = data[0x7D] | data[0x7E] << 8 | data[0x7F] << 16,
            left = data.Length - HeaderLength;
        if (length > left)
            throw new CartridgeException(file, $"cut short: its program has {length} bytes, {left} are there", 0x7D);
        NsfFile nsf = new()
        {
            Songs = data[6],
            FirstSong = Math.Clamp(data[7] - 1, 0, data[6] - 1),
            LoadAddress = ReadWord(data, 0x08),
            InitAddress = ReadWord(data, 0x0A),
            PlayAddress = ReadWord(data, 0x0C),
            Title = ReadText(data, 0x0E),
            Artist = ReadText(data, 0x2E),
            Copyright = ReadText(data, 0x4E),
            NtscPeriod = ReadWord(data, 0x6E) is > 0 and int ntsc ? ntsc : NtscFrame,
            PalPeriod = ReadWord(data, 0x78) is > 0 and int pal ? pal : PalFrame,
            Region = RegionOf(data[0x7A]),
            ExpansionChips = data[0x7B],
            Features = (NsfFeatures)features,
            Banks = banks.ContainsAnyExcept((byte)0) ? banks.ToArray() : null,
            Data = data.Slice(HeaderLength, length == 0 ? left : length).ToArray(),
        };
        Check(nsf, file);
        return length > 0 && length < left
            ? NsfeReader.AddMetadata(nsf, data[(HeaderLength + length)..], file, HeaderLength + length)
            : nsf;
    }

    /// <summary>Refuses a program that lies where no memory is.</summary>
    internal static void Check(NsfFile nsf, string file)
    {
        (int lowest, string memory) = nsf.HasDiskSystem ? (0x6000, "RAM") : (0x8000, "ROM");
        if (nsf.LoadAddress < lowest && nsf.Banks == null)
            throw new CartridgeException(
                file,
                $"its program belongs at ${nsf.LoadAddress:X4}, below the {memory} at ${lowest:X4}",
                0x08
            );
    }

    /// <summary>The console of a region byte: PAL where it is for nothing else.</summary>
    internal static ApuRegion RegionOf(byte region) => (region & 3) == 1 ? ApuRegion.Pal : ApuRegion.Ntsc;

    internal static int ReadWord(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(data[offset..]);

    private static string ReadText(ReadOnlySpan<byte> data, int offset)
    {
        ReadOnlySpan<byte> text = data.Slice(offset, TextLength);
        int end = text.IndexOf((byte)0);
        return BytesText.OfName(end < 0 ? text : text[..end]);
    }
}
