using LakhNes.Score.NesMdb.Forms;

namespace LakhNes.Conversion.Formats;

/// <summary>Names and extensions of <see cref="SongFormat"/>.</summary>
public static class SongFormats
{
    private static readonly (SongFormat Format, string Name, string Extension)[] Table =
    [
        (SongFormat.Midi, "mid", ".mid"),
        (SongFormat.Tx1, "tx1", ".tx1.txt"),
        (SongFormat.Tx2, "tx2", ".tx2.txt"),
        (SongFormat.Txf, "txf", ".txf.txt"),
        (SongFormat.Txb, "txb", ".txb.txt"),
        (SongFormat.Vgm, "vgm", ".vgm"),
        (SongFormat.Vgz, "vgz", ".vgz"),
        (SongFormat.Nsf, "nsf", ".nsf"),
        (SongFormat.FamiTracker, "famitracker", ".ftm.txt"),
        (SongFormat.FamiStudio, "famistudio", ".fms.txt"),
        (SongFormat.ExpressiveScore, "exprsco", ".exprsco.pkl"),
        (SongFormat.SeparatedScore, "seprsco", ".seprsco.pkl"),
        (SongFormat.BlendedScore, "blndsco", ".blndsco.pkl"),
        (SongFormat.Raw, "ndr", ".ndr.pkl"),
        (SongFormat.RawText, "ndr-text", ".ndr.txt"),
        (SongFormat.Functional, "ndf", ".ndf.pkl"),
        (SongFormat.FunctionalText, "ndf-text", ".ndf.txt"),
        (SongFormat.Language, "nlm", ".nlm.pkl"),
        (SongFormat.LanguageText, "nlm-text", ".nlm.txt"),
        (SongFormat.Wav, "wav", ".wav"),
        (SongFormat.Png, "png", ".png"),
    ];

    // other extensions that say what is in a file; what is written has the one above
    private static readonly (SongFormat Format, string Extension)[] OtherNames =
    [
        (SongFormat.Midi, ".midi"),
        (SongFormat.Midi, ".kar"),
        (SongFormat.Midi, ".rmi"),
        (SongFormat.Midi, ".smf"),
        (SongFormat.Nsf, ".nsfe"),
        (SongFormat.FamiTracker, PlainText),
        (SongFormat.FamiTracker, ".ftm"),
        (SongFormat.FamiStudio, ".fms"),
    ];

    /// <summary>The extension of a tracker's text export; many other texts have it, too.</summary>
    public const string PlainText = ".txt";

    /// <summary>All formats, in the order in which documentation lists them.</summary>
    public static IReadOnlyList<SongFormat> All { get; } = [.. Table.Select(row => row.Format)];

    /// <summary>The name that options take, such as <c>tx1</c>.</summary>
    public static string Name(this SongFormat format) => Table[(int)format].Name;

    /// <summary>The end of a file's name with its dot, such as <c>.tx1.txt</c>.</summary>
    public static string Extension(this SongFormat format) => Table[(int)format].Extension;

    /// <summary>True where songs can be read from it, too.</summary>
    public static bool CanRead(this SongFormat format) => format < SongFormat.Wav;

    /// <summary>True for a tracker's modules.</summary>
    public static bool IsTracker(this SongFormat format) => format is SongFormat.FamiTracker or SongFormat.FamiStudio;

    /// <summary>The score of NES-MDB that a format is; null for another format.</summary>
    public static ScoreForm? Score(this SongFormat format) =>
        format is >= SongFormat.ExpressiveScore and <= SongFormat.BlendedScore
            ? (ScoreForm)(format - SongFormat.ExpressiveScore)
            : null;

    /// <summary>The disassembly of NES-MDB that a format is, and whether it is text; null for another format.</summary>
    public static (DisassemblyForm Form, bool IsText)? Disassembly(this SongFormat format) =>
        format is >= SongFormat.Raw and <= SongFormat.LanguageText
            ? ((DisassemblyForm)((format - SongFormat.Raw) / 2), (format - SongFormat.Raw) % 2 == 1)
            : null;

    /// <summary>Extensions of the formats for a message: <c>.mid .tx1.txt ...</c>.</summary>
    /// <param name="readable">Those that can be read, rather than those that can be written.</param>
    public static string ListExtensions(bool readable) =>
        readable
            ? string.Join(
                ' ',
                Table
                    .Where(row => row.Format.CanRead())
                    .Select(row => row.Extension)
                    .Concat(OtherNames.Select(row => row.Extension))
            )
            : string.Join(' ', Table.Select(row => row.Extension));

    /// <summary>The format that a file to read has by its extension, case aside.</summary>
    public static bool TryOfPath(string path, out SongFormat format)
    {
        if (TryOfOutput(path, out format))
            return true;
        int row = Array.FindIndex(OtherNames, row => path.EndsWith(row.Extension, StringComparison.OrdinalIgnoreCase));
        format = row < 0 ? default : OtherNames[row].Format;
        return row >= 0;
    }

    /// <summary>The format that a file to write gets by its extension, case aside.</summary>
    public static bool TryOfOutput(string path, out SongFormat format) =>
        TryFind(row => path.EndsWith(row.Extension, StringComparison.OrdinalIgnoreCase), out format)
        || (path.EndsWith(".midi", StringComparison.OrdinalIgnoreCase) && TryOfName("mid", out format));

    /// <summary>The format of a name, case aside.</summary>
    public static bool TryOfName(string name, out SongFormat format) =>
        TryFind(row => name.Equals(row.Name, StringComparison.OrdinalIgnoreCase), out format);

    /// <summary>A file's name without folders and without its format's extension (or, with none of them, its last one).</summary>
    public static string TitleOf(string path)
    {
        string name = Path.GetFileName(path);
        string? known = Table
            .Select(row => row.Extension)
            .FirstOrDefault(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        return known != null ? name[..^known.Length] : Path.GetFileNameWithoutExtension(name);
    }

    private static bool TryFind(Predicate<(SongFormat Format, string Name, string Extension)> matches, out SongFormat format)
    {
        int row = Array.FindIndex(Table, matches);
        format = row < 0 ? default : Table[row].Format;
        return row >= 0;
    }
}
