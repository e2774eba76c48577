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
    /// <param name="threads">
    /// Files that are converted side by side, 1 or more; what is written is the same for any number.
    /// </param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <returns>One entry for each split, in the order of <see cref="Splits"/>.</returns>
    /// <exception cref="ScoreFormatException">The folder holds no split.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static IReadOnlyList<DatasetSplit> Convert(
        string midiFolder,
        string outputFolder,
        NesTextFormat format,
        int threads,
        IProgress<double>? progress = null
    )
    {
        string[] splits = [.. Splits.Where(split => Directory.Exists(Path.Combine(midiFolder, split)))];
        (string Split, string File)[] files =
        [
            .. splits.SelectMany(split =>
                Directory
                    .GetFiles(Path.Combine(midiFolder, split), "*.mid")
                    .Order(StringComparer.Ordinal)
                    .Select(file => (split, file))
            ),
        ];
        if (files.Length == 0)
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

        foreach (string split in splits)
            Directory.CreateDirectory(Path.Combine(outputFolder, split));
        var songs = new ConvertedSong[files.Length];
        ParallelWork.For(
            files.Length,
            threads,
            i => songs[i] = Convert(files[i].File, Path.Combine(outputFolder, files[i].Split), format),
            progress
        );
        return [.. splits.Select(split => Summarise(split, songs.Where((_, i) => files[i].Split == split)))];
    }

    private static DatasetSplit Summarise(string split, IEnumerable<ConvertedSong> songs)
    {
        ConvertedSong[] all = [.. songs],
            written = [.. all.Where(song => song.Tokens is not null)],
            unsure = [.. all.Where(song => song is { Tokens: null, Error: null })];
        return new DatasetSplit(
            split,
            written.Length,
            written.Sum(song => (long)song.Tokens!),
            written.Sum(song => song.Seconds),
            [.. all.Select(song => song.Error).OfType<ReadError>()]
        )
        {
            Unsure = unsure.Length,
            UnsureSeconds = unsure.Sum(song => song.Seconds),
        };
    }

    private static ConvertedSong Convert(string path, string folder, NesTextFormat format)
    {
        if (!MidiFile.TryRead(path, out MidiFile? file, out ReadError error))
            return new(null, 0, error);
        NesScore score = NesMidi.Read(file);
        if (format.Vocabulary.HasBars)
        {
            if (SongBars.Of(score) is not { IsSure: true } bars)
                return new(null, score.Seconds, null);
            score = BarQuantiser.Quantise(bars).In(SceneNames.Of(path));
        }
        string text = format.Write(score);
        WholeFile.Write(
            Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + format.Extension),
            Encoding.ASCII.GetBytes(text)
        );
        return new(text.Length == 0 ? 0 : text.AsSpan().Count('\n') + 1, score.Seconds, null);
    }

    /// <summary>What became of a file.</summary>
    /// <param name="Tokens">Of its text; null where none was written.</param>
    /// <param name="Seconds">Of music.</param>
    /// <param name="Error">Why it cannot be read; none where a text was written, or its bars are not sure.</param>
    private readonly record struct ConvertedSong(int? Tokens, double Seconds, ReadError? Error);
}
