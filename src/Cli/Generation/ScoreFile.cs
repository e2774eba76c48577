using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Text;

namespace LakhNes.Cli.Generation;

/// <summary>Scores as files, told apart by their extensions.</summary>
internal static class ScoreFile
{
    private static readonly (string Format, string Extension, Func<NesScore, byte[]> Write)[] Formats =
    [
        ("tx1", NesTextFormat.Tx1.Extension, score => Text(NesTextFormat.Tx1, score)),
        ("tx2", NesTextFormat.Tx2.Extension, score => Text(NesTextFormat.Tx2, score)),
        ("txf", NesTextFormat.Txf.Extension, score => Text(NesTextFormat.Txf, score)),
        ("mid", ".mid", score => NesMidi.Write(score).ToBytes()),
    ];

    public static string[] Names => [.. Formats.Select(format => format.Format)];

    public static string Extension(string format) => Formats.First(f => f.Format == format).Extension;

    public static string? FormatOf(string path) => Formats.FirstOrDefault(f => path.EndsWith(f.Extension, StringComparison.OrdinalIgnoreCase)).Format;

    public static void Write(string path, string format, NesScore score)
    {
        byte[] bytes = Formats.First(f => f.Format == format).Write(score);
        Files.Write(path, stream => stream.Write(bytes));
    }

    public static NesScore Read(string path)
    {
        try
        {
            byte[] bytes = Files.ReadAllBytes(path);
            if (path.EndsWith(".mid", StringComparison.OrdinalIgnoreCase)) return NesMidi.Read(MidiFile.Read(bytes, path));
            foreach (NesTextFormat format in new[] { NesTextFormat.Tx1, NesTextFormat.Tx2, NesTextFormat.Txf })
            {
                if (path.EndsWith(format.Extension, StringComparison.OrdinalIgnoreCase))
                    return NesText.Parse(System.Text.Encoding.UTF8.GetString(bytes), format.Unit, path);
            }
        }
        catch (ScoreFormatException failure)
        {
            throw new CommandException(failure.Message);
        }

        throw new CommandException(path, "not a song that can be read (.mid, .tx1.txt, .tx2.txt, .txf.txt)");
    }

    private static byte[] Text(NesTextFormat format, NesScore score) => System.Text.Encoding.UTF8.GetBytes(format.Write(score));
}
