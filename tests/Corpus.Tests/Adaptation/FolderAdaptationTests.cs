using LakhNes.Corpus.Adaptation;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;

namespace LakhNes.Corpus.Tests.Adaptation;

public sealed class FolderAdaptationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryFileIsAdaptedOrCountedUnderItsReason()
    {
        string input = Path.Combine(_folder, "in"),
            output = Path.Combine(_folder, "out");
        Directory.CreateDirectory(Path.Combine(input, "train"));
        byte[] song = new MidiBuilder().Part(73, MidiBuilder.Scale(72)).Part(33, MidiBuilder.Scale(40)).Bytes();
        File.WriteAllBytes(Path.Combine(input, "train", "a.mid"), song);
        File.WriteAllBytes(Path.Combine(input, "train", "a.MIDI"), song);
        File.WriteAllBytes(Path.Combine(input, "short.mid"), new MidiBuilder().Part(0, (0, 1, 60)).Bytes());
        File.WriteAllText(Path.Combine(input, "broken.mid"), "no music");
        File.WriteAllText(Path.Combine(input, "readme.txt"), "no music either");

        AdaptationSummary summary = FolderAdaptation.Adapt([input], output, new AdaptationOptions());

        Assert.Equal((4, 2, 4L), (summary.Files, summary.Adapted, summary.Pieces));
        Assert.Equal(32, summary.Seconds, 0.1);
        Assert.Equal([(SkipReason.Unreadable, 1), (SkipReason.TooShort, 1)], summary.Skipped.Select(s => (s.Key, s.Value)));
        Assert.Equal([(PartOutcome.Kept, 4)], summary.Parts.Select(s => (s.Key, s.Value)));
        Assert.Contains("broken.mid", Assert.Single(summary.Errors).ToString());
        Assert.Equal(
            ["a+_000.mid", "a+_001.mid", "a_000.mid", "a_001.mid"],
            Directory.GetFiles(Path.Combine(output, "train")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)
        );
        Assert.All(Directory.GetFiles(Path.Combine(output, "train")), f => Assert.True(NesMidi.IsNesMidi(MidiFile.Read(f))));
    }

    [Fact]
    public void AFolderWithoutMidiFilesIsNamed()
    {
        ScoreFormatException e = Assert.Throws<ScoreFormatException>(() =>
            FolderAdaptation.Adapt([_folder], Path.Combine(_folder, "out"), new AdaptationOptions())
        );
        Assert.StartsWith(_folder, e.Message);
    }

    [Fact]
    public void AnOutputThatCannotBeWrittenIsAnInputOutputError()
    {
        string input = Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName,
            output = Path.Combine(_folder, "out");
        File.WriteAllBytes(Path.Combine(input, "a.mid"), new MidiBuilder().Part(73, MidiBuilder.Scale(72)).Bytes());
        Directory.CreateDirectory(Path.Combine(output, "a_000.mid"));
        Assert.ThrowsAny<UnauthorizedAccessException>(() => FolderAdaptation.Adapt([input], output, new AdaptationOptions()));
    }
}
