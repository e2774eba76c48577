using System.Text.Json.Nodes;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Text;

namespace LakhNes.Cli.Tests;

public sealed class AugmentCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-augment-").FullName;
    private readonly string _song;
    private readonly NesScore _score;

    public AugmentCommandTests()
    {
        _score = new NesScore(
            TimeUnit.Sample,
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i => NesEvent.NoteOn(1000 * i, (NesVoice)(i % 4), i % 4 == 3 ? 1 + (i % 16) : 60 + (i % 12))),
            ]
        );
        _song = Path.Combine(_folder, "song.tx1.txt");
        File.WriteAllText(_song, NesTextFormat.Tx1.Write(_score));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheReportSaysWhatEachFileIs()
    {
        string output = Path.Combine(_folder, "new.tx1.txt");
        CliRun run = CliRun.Of("augment", _song, "--out", output, "--num", "8", "--stretch", "0", "--seed", "4", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonArray files = JsonNode.Parse(run.Output)!["files"]!.AsArray();
        Assert.Equal(8, files.Count);
        for (int i = 0; i < 8; i++)
        {
            JsonNode made = files[i]!;
            Assert.Equal(Path.Combine(_folder, $"new.{i}.tx1.txt"), (string)made["file"]!);
            NesScore varied = NesText.Read((string)made["file"]!, TimeUnit.Sample);
            bool swapped = (bool)made["pulsesSwapped"]!;
            string[] voices = [.. made["voices"]!.AsArray().Select(voice => (string)voice!)];
            int up = (int)made["transposition"]!;
            NesEvent[] expected =
            [
                .. _score
                    .Events.Where(e => voices.Contains(e.Voice.Tag()))
                    .Select(e => e.Voice == NesVoice.Noise ? e : e with { Value = (byte)(e.Value + up) })
                    .Select(e => swapped && e.Voice <= NesVoice.Pulse2 ? e with { Voice = 1 - e.Voice } : e),
            ];
            Assert.Equal(expected.Select(e => (e.Voice, e.Value)), varied.Events.Select(e => (e.Voice, e.Value)));
        }

        Assert.True(files.DistinctBy(file => file!.ToJsonString()[^60..]).Count() > 3);
    }

    [Fact]
    public void OneSeedVariesTheSameAndNothingIsVariedWhereNothingMayBe()
    {
        string Make(string name, params string[] more)
        {
            string output = Path.Combine(_folder, name);
            Assert.Equal(0, CliRun.Of(["augment", _song, "--out", output, .. more]).ExitCode);
            return File.ReadAllText(output);
        }

        Assert.Equal(Make("a.tx1.txt", "--seed", "1"), Make("b.tx1.txt", "--seed", "1"));
        string[] none = ["--voice-subset", "0", "--pulse-swap", "0", "--transpose", "0", "--stretch", "0"];
        Assert.Equal(File.ReadAllText(_song), Make("c.tx1.txt", none));
        Assert.NotEmpty(Make("d.mid", none));
    }

    [Fact]
    public void AVariationThatLeavesNothingIsDrawnAnew()
    {
        var alone = new NesScore(
            TimeUnit.Sample,
            [.. Enumerable.Range(0, 60).Select(i => NesEvent.NoteOn(1000 * i, NesVoice.Triangle, 40 + (i % 12)))]
        );
        File.WriteAllText(_song, NesTextFormat.Tx1.Write(alone));
        string output = Path.Combine(_folder, "new.tx1.txt");
        CliRun run = CliRun.Of("augment", _song, "--out", output, "--num", "20", "--voice-subset", "1", "--seed", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(
            Enumerable.Range(0, 20),
            i => Assert.NotEmpty(NesText.Read(Path.Combine(_folder, $"new.{i}.tx1.txt"), TimeUnit.Sample).Events)
        );
    }

    [Fact]
    public void ASongWithoutMusicIsAnError()
    {
        File.WriteAllText(_song, "WT_10");
        CliRun run = CliRun.Of("augment", _song, "--out", Path.Combine(_folder, "a.mid"));
        Assert.Equal((1, $"lakhnes: {_song}: there is no music in it{Environment.NewLine}"), (run.ExitCode, run.Error));
    }
}
