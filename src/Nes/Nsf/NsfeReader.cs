using System.Buffers.Binary;
using System.Text;
using LakhNes.Nes.Cartridges;
using LakhNes.Score.Text;

namespace LakhNes.Nes.Nsf;

/// <summary>Reads NSFe files, and the chunks of theirs that may stand behind an NSF's program.</summary>
internal static class NsfeReader
{
    private const int ChunkHead = 8,
        ShortestInfo = 8;

    private static readonly string[] Understood = ["INFO", "DATA", "BANK", "RATE", "NSF2", "NEND"];

    /// <summary>What a file starts with.</summary>
    public static ReadOnlySpan<byte> Magic => "NSFE"u8;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CartridgeException">It lacks a chunk that it needs, or is cut short.</exception>
    public static NsfFile Read(ReadOnlySpan<byte> data, string file)
    {
        Dictionary<string, Range> chunks = Chunks(data, Magic.Length, file, 0);
        if (!chunks.TryGetValue("INFO", out Range infoAt) || data[infoAt].Length < ShortestInfo)
            throw new CartridgeException(file, "it has no INFO chunk that says where its routines are");
        if (!chunks.TryGetValue("DATA", out Range program))
            throw new CartridgeException(file, "it has no DATA chunk, so no program");
        ReadOnlySpan<byte> info = data[infoAt];
        int songs = Math.Max(1, info.Length > 8 ? (int)info[8] : 1);
        byte[]? banks = null;
        if (chunks.TryGetValue("BANK", out Range bankAt))
        {
            banks = new byte[NsfFile.BankSlots];
            data[bankAt][..Math.Min(banks.Length, data[bankAt].Length)].CopyTo(banks);
        }
        ReadOnlySpan<byte> rate = chunks.TryGetValue("RATE", out Range rateAt) ? data[rateAt] : [];
        ReadOnlySpan<byte> features = chunks.TryGetValue("NSF2", out Range featuresAt) ? data[featuresAt] : [];
        NsfFile nsf = new()
        {
            Songs = songs,
            FirstSong = Math.Min(info.Length > 9 ? (int)info[9] : 0, songs - 1),
            LoadAddress = NsfReader.ReadWord(info, 0),
            InitAddress = NsfReader.ReadWord(info, 2),
            PlayAddress = NsfReader.ReadWord(info, 4),
            Title = "",
            Artist = "",
            Copyright = "",
            NtscPeriod = rate.Length >= 2 && NsfReader.ReadWord(rate, 0) is > 0 and int ntsc ? ntsc : NsfReader.NtscFrame,
            PalPeriod = rate.Length >= 4 && NsfReader.ReadWord(rate, 2) is > 0 and int pal ? pal : NsfReader.PalFrame,
            Region = NsfReader.RegionOf(info[6]),
            ExpansionChips = info[7],
            Features = features.IsEmpty ? NsfFeatures.None : (NsfFeatures)features[0],
            Banks = banks,
            Data = data[program].ToArray(),
        };
        NsfReader.Check(nsf, file);
        return WithNames(nsf, data, chunks);
    }

    /// <summary>Adds what stands in chunks behind an NSF's program.</summary>
    /// <param name="nsf">The file.</param>
    /// <param name="data">From the first chunk on.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="offset">Where in the file that is.</param>
    public static NsfFile AddMetadata(NsfFile nsf, ReadOnlySpan<byte> data, string file, int offset)
    {
        try
        {
            return WithNames(nsf, data, Chunks(data, 0, file, offset));
        }
        catch (CartridgeException) when ((nsf.Features & NsfFeatures.NeedsMetadata) == 0)
        {
            return nsf; // it plays without them
        }
    }

    private static NsfFile WithNames(NsfFile nsf, ReadOnlySpan<byte> data, Dictionary<string, Range> chunks)
    {
        string[] unknown = [.. chunks.Keys.Where(id => char.IsAsciiLetterUpper(id[0]) && !Understood.Contains(id))];
        string[] names = chunks.TryGetValue("auth", out Range auth) ? Texts(data[auth]) : [];
        return nsf with
        {
            Title = names is [{ Length: > 0 } title, ..] ? title : nsf.Title,
            Artist = names is [_, { Length: > 0 } artist, ..] ? artist : nsf.Artist,
            Copyright = names is [_, _, { Length: > 0 } copyright, ..] ? copyright : nsf.Copyright,
            UnknownChunks = unknown,
        };
    }

    /// <summary>Texts that each end with a zero byte.</summary>
    private static string[] Texts(ReadOnlySpan<byte> data)
    {
        List<string> texts = [];
        while (!data.IsEmpty && texts.Count < 4)
        {
            int end = data.IndexOf((byte)0);
            texts.Add(BytesText.OfName(end < 0 ? data : data[..end]));
            data = end < 0 ? [] : data[(end + 1)..];
        }
        return [.. texts];
    }

    private static Dictionary<string, Range> Chunks(ReadOnlySpan<byte> data, int at, string file, int offset)
    {
        Dictionary<string, Range> chunks = [];
        while (at + ChunkHead <= data.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(data[at..]);
            string id = Encoding.Latin1.GetString(data.Slice(at + 4, 4));
            if (id == "NEND")
                return chunks;
            if (length > data.Length - at - ChunkHead)
                throw new CartridgeException(file, $"its {id} chunk is cut short", offset + at);
            chunks.TryAdd(id, (at + ChunkHead)..(at + ChunkHead + (int)length));
            at += ChunkHead + (int)length;
        }
        return chunks;
    }
}
