using System.Text;
using LakhNes.Score.Beats;
using LakhNes.Score.Formats;
using LakhNes.Score.Midi;

namespace LakhNes.Score.NesMdb;

/// <summary>Turns NES-MDB's folders of MIDI files into folders of texts that models are trained on.</summary>
public static class NesDataset
{
    /// <summary>The folders that a data set may have.</summary>
    public static IReadOnlyList<string> Splits { get; } = ["train", "valid", "test"];

    /// <summary>
    /// Converts the .mid files of each split that is there, in parallel, and writes the vocabulary beside them: <c>vocab.txt</c>,
    /// and <c>unit.txt</c> where waits do not count samples. A file that cannot be read is named in the result and left out; for
    /// TXB a song whose bars are not sure is, too.
    /// </summary>
    /// <param name="midiFolder">Holds train, valid or test.</param>
    /// <param name="outputFolder">Is made; files of the same names are replaced.</param>
    /// <param name="format">The kind of text.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <returns>One entry for each split, in the order of <see cref="Splits"/>.</returns>
    /// <exception cref="ScoreFormatException">The folder holds no split.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static IReadOnlyList<DatasetSplit> Convert(
        string midiFolder,
        string outputFolder,
        NesTextFormat format,
        IProgress<double>? progress = null
    )
    {
        (string Split, string[] Files)[] splits =
        [
            .. Splits
                .Where(s => Directory.Exists(Path.Combine(midiFolder, s)))
                .Select(s =>
                    (s, Directory.GetFiles(Path.Combine(midiFolder, s), "*.mid").Order(StringComparer.Ordinal).ToArray())
                ),
        ];
        int total = splits.Sum(s => s.Files.Length);
        if (total == 0)
            throw ScoreFormatException.Of(midiFolder, "no .mid file in a train, valid or test folder");

        Directory.CreateDirectory(outputFolder);
        WholeFile.Write(
            Path.Combine(outputFolder, "vocab.txt"),
            Encoding.UTF8.GetBytes(string.Join('\n', format.Vocabulary.Symbols.Skip(1)))
        );
        if (format.Unit != TimeUnit.Sample)
            WholeFile.Write(
                Path.Combine(outputFolder, "unit.txt"),
                Encoding.UTF8.GetBytes(FormattableString.Invariant($"{format.Unit.Name} {format.Unit.PerSecond}"))
            );

        int done = 0;
        List<DatasetSplit> results = [];
        foreach ((string split, string[] files) in splits)
        {
            string folder = Directory.CreateDirectory(Path.Combine(outputFolder, split)).FullName;
            // -1 token: not sure
            (long Tokens, double Seconds, ReadError? Error)[] songs = new (long, double, ReadError?)[files.Length];
            Parallel.For(
                0,
                files.Length,
                i =>
                {
                    songs[i] = Song(files[i], folder, format);
                    int now = Interlocked.Increment(ref done);
                    if (progress != null)
                    {
                        lock (progress)
                            progress.Report((double)now / total);
                    }
                }
            );
            bool Written((long Tokens, double, ReadError? Error) song) => song.Error == null && song.Tokens >= 0;
            bool Unsure((long Tokens, double, ReadError?) song) => song.Tokens < 0;
            results.Add(
                new DatasetSplit(
                    split,
                    songs.Count(Written),
                    songs.Where(Written).Sum(s => s.Tokens),
                    songs.Where(Written).Sum(s => s.Seconds),
                    [.. songs.Where(s => s.Error != null).Select(s => s.Error!.Value)]
                )
                {
                    Unsure = songs.Count(Unsure),
                    UnsureSeconds = songs.Where(Unsure).Sum(s => s.Seconds),
                }
            );
        }
        return results;
    }

    private static (long Tokens, double Seconds, ReadError? Error) Song(string path, string folder, NesTextFormat format)
    {
        if (!MidiFile.TryRead(path, out MidiFile? file, out ReadError error))
            return (0, 0, error);
        NesScore score = NesMidi.Read(file);
        if (format.Vocabulary.HasBars)
        {
            if (SongBars.Of(score) is not { IsSure: true } bars)
                return (-1, score.Seconds, null);
            score = BarQuantiser.Quantise(bars).In(SceneNames.Of(path));
        }
        string text = format.Write(score);
        WholeFile.Write(
            Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + format.Extension),
            Encoding.ASCII.GetBytes(text)
        );
        return (text.Length == 0 ? 0 : text.AsSpan().Count('\n') + 1, score.Seconds, null);
    }
}
