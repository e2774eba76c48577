using System.Buffers.Binary;
using System.Text;
using LakhNes.Conversion.Formats;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Nsf;

/// <summary>
/// Writes a register log as an NSF 1 file (the NESdev wiki's "NSF"): <see cref="NsfPlayer"/> and the log as its stream.
/// </summary>
/// <remarks>
/// A file of at most 32 KiB needs no banks and plays on everything; a longer one, or one with samples, is banked. Writes come at
/// the calls of <see cref="PlayRate"/>, in their order; what every NSF player does before a song starts is left out. Without a
/// loop the song falls silent at its end.
/// </remarks>
internal static class NsfWriter
{
    /// <summary>Length of a bank in bytes.</summary>
    public const int BankLength = 4096;

    private const int HeaderLength = 128,
        MostBanks = 256,
        UnbankedLength = 0x8000,
        TextLength = 31;

    /// <summary>A log as a file.</summary>
    /// <exception cref="SongException">It is too long for 256 banks.</exception>
    public static byte[] Write(RegisterLog log)
    {
        PlayRate rate = PlayRate.Of(log);
        SamplePages pages = new(log.Samples);
        NsfPlayer unbanked = NsfPlayer.Unbanked();
        if (pages.Count == 0)
        {
            byte[] stream = new NsfStream(
                log,
                rate,
                pages,
                firstBank: null,
                NsfPlayer.UnbankedAddress + unbanked.Code.Length
            ).Write();
            if (unbanked.Code.Length + stream.Length <= UnbankedLength)
                return [.. Header(log, rate, unbanked, []), .. unbanked.Code, .. stream];
        }

        int firstBank = 1 + pages.Count;
        Check(firstBank);
        NsfPlayer banked = NsfPlayer.Banked((byte)firstBank);
        byte[] program = new NsfStream(log, rate, pages, (byte)firstBank, NsfPlayer.Window).Write();
        Check(firstBank + (program.Length + BankLength - 1) / BankLength);
        // at the start all of the address space shows the player but the window; samples come with the first frame
        byte[] file = new byte[HeaderLength + firstBank * BankLength + program.Length];
        Header(log, rate, banked, [0, (byte)firstBank, 0, 0, 0, 0, 0, 0]).CopyTo(file, 0);
        banked.Code.CopyTo(file, HeaderLength);
        for (int page = 0; page < pages.Count; page++)
            pages[page].CopyTo(file.AsSpan(HeaderLength + (1 + page) * BankLength));
        program.CopyTo(file, HeaderLength + firstBank * BankLength);
        return file;
    }

    private static void Check(int banks)
    {
        if (banks > MostBanks)
            throw new SongException(
                $"it needs {banks * BankLength >> 10} KiB, and an NSF file holds {MostBanks * BankLength >> 10}: choose fewer seconds"
            );
    }

    private static byte[] Header(RegisterLog log, PlayRate rate, NsfPlayer player, ReadOnlySpan<byte> banks)
    {
        const int NtscFrame = 16639,
            PalFrame = 19997;
        byte[] header = new byte[HeaderLength];
        "NESM\x1A"u8.CopyTo(header);
        header[0x05] = 1; // version
        header[0x06] = 1; // songs
        header[0x07] = 1; // first song
        Word(0x08, NsfPlayer.UnbankedAddress); // of a banked file: the start of a bank
        Word(0x0A, player.InitAddress);
        Word(0x0C, player.PlayAddress);
        Text(0x0E, log.Tag.Track);
        Text(0x2E, log.Tag.Author);
        Text(0x4E, log.Tag.Notes);
        Word(0x6E, log.IsPal ? NtscFrame : rate.Microseconds);
        banks.CopyTo(header.AsSpan(0x70));
        Word(0x78, log.IsPal ? rate.Microseconds : PalFrame);
        header[0x7A] = (byte)(log.IsPal ? 1 : 0);
        return header;

        void Word(int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(at), (ushort)value);

        void Text(int at, string text) =>
            Encoding.Latin1.GetBytes(text.AsSpan(0, Math.Min(text.Length, TextLength)), header.AsSpan(at));
    }
}
