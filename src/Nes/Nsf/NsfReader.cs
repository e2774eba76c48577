using System.Buffers.Binary;
using System.Text;
using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Nsf;

/// <summary>Reads NSF files, version 1 (of version 2, what it shares with version 1).</summary>
public static class NsfReader
{
    private const int HeaderLength = 128;
    private const int TextLength = 32;
    private const int NtscFrame = 16639;
    private const int PalFrame = 19997;

    private static ReadOnlySpan<byte> Magic => "NESM\x1A"u8;

    /// <summary>Reads a file.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="CartridgeException">The data is no NSF file, is cut short, or its program lies where no ROM is.</exception>
    public static NsfFile Read(ReadOnlySpan<byte> data, string file)
    {
        if (data.Length < Magic.Length || !data[..Magic.Length].SequenceEqual(Magic))
            throw new CartridgeException(file, "not an NSF file (it does not start with \"NESM\" and 1A)");
        if (data.Length <= HeaderLength)
            throw new CartridgeException(file, $"cut short: the header needs {HeaderLength} bytes and a program after it, the file has {data.Length}");
        int load = ReadWord(data, 0x08);
        ReadOnlySpan<byte> banks = data.Slice(0x70, NsfFile.BankSlots);
        bool banked = banks.ContainsAnyExcept((byte)0);
        if (load < 0x8000 && !banked)
            throw new CartridgeException(file, $"its program belongs at ${load:X4}, below the ROM at $8000", 0x08);
        if (data[6] == 0)
            throw new CartridgeException(file, "it has no songs", 0x06);
        return new NsfFile
        {
            Songs = data[6],
            FirstSong = Math.Clamp(data[7] - 1, 0, data[6] - 1),
            LoadAddress = load,
            InitAddress = ReadWord(data, 0x0A),
            PlayAddress = ReadWord(data, 0x0C),
            Title = ReadText(data, 0x0E),
            Artist = ReadText(data, 0x2E),
            Copyright = ReadText(data, 0x4E),
            NtscPeriod = ReadWord(data, 0x6E) is > 0 and int ntsc ? ntsc : NtscFrame,
            PalPeriod = ReadWord(data, 0x78) is > 0 and int pal ? pal : PalFrame,
            Region = (data[0x7A] & 3) == 1 ? ApuRegion.Pal : ApuRegion.Ntsc,
            ExpansionChips = data[0x7B],
            Banks = banked ? banks.ToArray() : null,
            Data = data[HeaderLength..].ToArray(),
        };
    }

    private static int ReadWord(ReadOnlySpan<byte> data, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(data[offset..]);

    private static string ReadText(ReadOnlySpan<byte> data, int offset)
    {
        ReadOnlySpan<byte> text = data.Slice(offset, TextLength);
        int end = text.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
    }
}
