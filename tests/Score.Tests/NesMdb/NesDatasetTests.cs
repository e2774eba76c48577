using LakhNes.Score.Formats;
using LakhNes.Score.NesMdb;

namespace LakhNes.Score.Tests.NesMdb;

public sealed class NesDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Song(int note) =>
        NesMidi
            .Write(
                new NesScore(
                    TimeUnit.Sample,
                    [NesEvent.NoteOn(734, NesVoice.Pulse1, note), NesEvent.NoteOff(2935, NesVoice.Pulse1)],
                    4403
                )
            )
            .ToBytes();

    private string Midi()
    {
        foreach (string split in new[] { "train", "valid" })
            Directory.CreateDirectory(Path.Combine(_folder, "midi", split));
        File.WriteAllBytes(Path.Combine(_folder, "midi", "train", "a.mid"), Song(60));
        File.WriteAllBytes(Path.Combine(_folder, "midi", "train", "b.c.mid"), Song(61));
        File.WriteAllText(Path.Combine(_folder, "midi", "train", "broken.mid"), "no music");
        File.WriteAllBytes(Path.Combine(_folder, "midi", "valid", "d.mid"), Song(62));
        return Path.Combine(_folder, "midi");
    }

    [Fact]
    public void EverySongBecomesATextAndWhatCannotBeReadIsNamed()
    {
        string output = Path.Combine(_folder, "tx1");
        List<double> shares = [];
        IReadOnlyList<DatasetSplit> splits = NesDataset.Convert(Midi(), output, NesTextFormat.Tx1, 2, new Reporter(shares));

        Assert.Equal([("train", 2, 10L), ("valid", 1, 5L)], splits.Select(s => (s.Name, s.Songs, s.Tokens)));
        Assert.Contains("broken.mid: offset 0x0: no MThd", Assert.Single(splits[0].Errors).ToString());
        Assert.Equal(
            "WT_734\nP1_NOTEON_61\nWT_2201\nP1_NOTEOFF\nWT_1468",
            File.ReadAllText(Path.Combine(output, "train", "b.c.tx1.txt"))
        );
        Assert.Equal(630, File.ReadAllLines(Path.Combine(output, "vocab.txt")).Length);
        Assert.False(File.Exists(Path.Combine(output, "unit.txt")));
        Assert.Equal(1, shares.Max());
    }

    [Fact]
    public void TxfComesWithItsUnit()
    {
        string output = Path.Combine(_folder, "txf");
        NesDataset.Convert(Midi(), output, NesTextFormat.Txf, 1);
        Assert.Equal("WT_1\nP1_NOTEON_60\nWT_3\nP1_NOTEOFF\nWT_2", File.ReadAllText(Path.Combine(output, "train", "a.txf.txt")));
        Assert.Equal("frame 60.0988", File.ReadAllText(Path.Combine(output, "unit.txt")));
    }

    [Fact]
    public void AFolderWithoutSplitsIsNamed()
    {
        ScoreFormatException e = Assert.Throws<ScoreFormatException>(() =>
            NesDataset.Convert(_folder, Path.Combine(_folder, "out"), NesTextFormat.Tx1, 1)
        );
        Assert.StartsWith(_folder, e.Message);
    }

    private sealed class Reporter(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
