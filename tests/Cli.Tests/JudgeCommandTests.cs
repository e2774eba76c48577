using System.Text.Json;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Tests;

/// <summary>
/// <c>judge</c>, with the shipped model and twelve phrases written by hand, and with songs that this test writes.
/// </summary>
public sealed class JudgeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-judge-").FullName;

    private static string Phrases => Path.Combine(AppContext.BaseDirectory, "data", "phrases");

    internal static string Model
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "models", "default.onnx");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // twelve bars of a tune at 150 beats a minute (24 console frames), moved by some semitones from bar to bar
    private string WriteSong(string name, int bars, int step)
    {
        int[] tune = [60, 64, 67, 65, 62, 64, 60, 67];
        string path = Path.Combine(_folder, name);
        File.WriteAllLines(
            path,
            Enumerable
                .Range(0, bars * 8)
                .SelectMany(i => new[] { $"P1_NOTEON_{tune[i % 8] + (i / 8 * step % 12)}", "WT_6", "P1_NOTEOFF", "WT_6" })
        );
        return path;
    }

    // the same tune over a bass that begins each bar
    private string WriteBand(string name, int bars)
    {
        string path = WriteSong(name, bars, 0);
        File.WriteAllLines(
            path,
            File.ReadAllLines(path)
                .SelectMany((line, i) => i % 32 == 0 ? [line, i > 0 ? "TR_NOTEON_41" : "TR_NOTEON_48"] : new[] { line })
        );
        return path;
    }

    private static CliRun Run(params string[] args) => CliRun.Of(["judge", .. args, "--model", Model]);

    private static JsonElement Json(params string[] args)
    {
        CliRun run = Run([.. args, "--json"]);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static JsonElement Measure(JsonElement report, string name) => report.GetProperty("measures").GetProperty(name);

    private static double Of(JsonElement report, string measure, string who) =>
        Measure(report, measure).GetProperty(who).GetDouble();

    [Fact]
    public void SongsAreMeasuredBesideTheirOwnNextBarsAndAnotherSongs()
    {
        string[] songs = [WriteSong("same.txf.txt", 12, 0), WriteSong("rising.txf.txt", 12, 1)];
        JsonElement report = Json([.. songs, "--seeds", "1"]);
        Assert.Equal((2, 0, 2, 0), (Count("songs"), Count("phrases"), Count("answers"), Count("unclear")));
        Assert.Equal(1, Of(report, "motifs", "song"));
        // the other song is the same tune, but for its steps from bar to bar
        Assert.InRange(Of(report, "patterns", "stranger"), 0.5, 1);
        Assert.Equal((1 + 0) / 2.0, Of(report, "bars", "song"), 1e-9);
        Assert.Equal(4, Measure(report, "key").GetProperty("windows").GetArrayLength());
        Assert.All(
            new[] { "key", "rhythm", "voices", "silence", "longestNote", "stuck" },
            name => Assert.InRange(Of(report, name, "model"), 0, 100)
        );
        Assert.InRange(report.GetProperty("sum").GetDouble(), 0, 1);

        int Count(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public void TheSameSeedsAnswerTheSameAndOtherSettingsOtherwise()
    {
        string song = WriteSong("a.txf.txt", 12, 0);
        string once = Json(song, "--seeds", "1").GetRawText();
        Assert.Equal(once, Json(song, "--seeds", "1").GetRawText());
        Assert.NotEqual(once, Json(song, "--seeds", "1", "--set", "Recall=0").GetRawText());
    }

    [Fact]
    public void EveryHandPhraseIsAnsweredInItsOwnMetre()
    {
        string sheet = Path.Combine(_folder, "sheet.png"),
            chart = Path.Combine(_folder, "chart.png");
        CliRun run = Run(Phrases, "--seeds", "1", "--sheet", sheet, "--png", chart);
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.StartsWith("0 songs and 12 phrases, 12 answers; 0 songs left out as unclear", run.Output);
        Assert.Contains("sum -", run.Output);
        Assert.All(
            new[] { sheet, chart },
            file => Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(file)[..4])
        );
    }

    [Fact]
    public void SongsWithoutAClearBeatOrTooShortAreLeftOutAndCounted()
    {
        string good = WriteSong("good.txf.txt", 12, 0),
            brief = WriteSong("brief.txf.txt", 11, 0),
            unclear = Path.Combine(_folder, "unclear.txf.txt");
        File.WriteAllLines(
            unclear,
            Enumerable.Range(0, 200).SelectMany(i => new[] { $"P1_NOTEON_{60 + (i % 7)}", $"WT_{5 + (i * i * 7 % 31)}" })
        );
        JsonElement report = Json(good, brief, unclear, "--seeds", "1");
        Assert.Equal((1, 2), (report.GetProperty("songs").GetInt32(), report.GetProperty("unclear").GetInt32()));
        Assert.Equal(JsonValueKind.Null, Measure(report, "key").GetProperty("stranger").ValueKind);
        CliRun none = Run(brief, unclear);
        Assert.Equal(ExitCode.Failure, none.ExitCode);
        Assert.Contains("no song with clear bars that is long enough, and no phrase", none.Error);
    }

    [Fact]
    public void BandsAreMeasuredBesideThePartThatIsPlayed()
    {
        string[] songs = [WriteSong("tune.txf.txt", 12, 0), WriteBand("band.txf.txt", 12), WriteBand("other.txf.txt", 12)];
        string sheet = Path.Combine(_folder, "bands.png");
        JsonElement report = Json([.. songs, "--seeds", "2", "--accompany", "P1", "--sheet", sheet]);

        // a tune alone has an own band too, of no voice
        Assert.Equal((3, 0, 6, 0), (Count("songs"), Count("phrases"), Count("bands"), Count("unclear")));
        Assert.Equal([0.5, 1.0, 1.0], Measure(report, "voices").GetProperty("song").EnumerateArray().Select(q => q.GetDouble()));
        Assert.Equal(JsonValueKind.Null, Measure(report, "densityP1").GetProperty("within").ValueKind);
        Assert.InRange(Measure(report, "voices").GetProperty("model")[1].GetDouble(), 1, 3);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(sheet)[..4]);

        // the triangle that the songs have is not heard where it is to be composed, and is where it is played
        JsonElement beside = Json([.. songs[1..], "--seeds", "1", "--accompany", "P1,TR"]);
        Assert.Equal(JsonValueKind.Null, Measure(beside, "densityTR").GetProperty("model")[0].ValueKind);

        // a song without the part says nothing of its band
        Assert.Contains("no song with clear bars", Run(songs[0], "--accompany", "TR").Error);

        int Count(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public void AHandPhraseIsAccompaniedToo()
    {
        CliRun run = Run(Path.Combine(Phrases, "01-major-tune-120.mid"), "--seeds", "1", "--accompany", "P1");
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
        Assert.StartsWith("0 songs and 1 phrases, 1 bands; 0 songs left out", run.Output);
    }

    [Fact]
    public void WhatIsWrongIsSaidInOneLine()
    {
        string song = WriteSong("a.txf.txt", 12, 0);
        Assert.Contains(
            "nowhere.onnx: no such model",
            CliRun.Of("judge", song, "--model", Path.Combine(_folder, "nowhere.onnx")).Error
        );
        Assert.Contains("there is no parameter named Loudness", Run(song, "--set", "Loudness=1").Error);
        Assert.Contains("Temperature does not take hot", Run(song, "--set", "Temperature=hot").Error);
        string broken = Path.Combine(_folder, "broken.txf.txt");
        File.WriteAllText(broken, "nothing");
        CliRun run = Run(song, broken, "--seeds", "1");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("broken.txf.txt: line 1: 'nothing' is no symbol", run.Error);
        string damaged = Path.Combine(_folder, "damaged.onnx");
        File.WriteAllText(damaged, "nothing");
        CliRun failed = CliRun.Of("judge", song, "--model", damaged);
        Assert.Equal(ExitCode.Failure, failed.ExitCode);
        Assert.Contains("damaged.onnx", failed.Error);
    }
}
