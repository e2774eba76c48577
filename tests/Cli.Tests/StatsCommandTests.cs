using System.Text.Json;

namespace LakhNes.Cli.Tests;

public sealed class StatsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string Ours => Path.Combine(_folder, "ours");

    private string Theirs => Path.Combine(_folder, "theirs");

    public StatsCommandTests()
    {
        for (int i = 0; i < 4; i++)
        {
            Write(Ours, $"{i}.txf.txt", [$"TR_NOTEON_{40 + i}", "WT_20"], 30);
            Write(Theirs, $"sub/{i}.txf.txt", [$"P1_NOTEON_{60 + i}", "WT_10", $"P1_NOTEON_{64 + i}", "WT_10"], 30);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Write(string folder, string name, string[] lines, int times)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', Enumerable.Repeat(lines, times).SelectMany(l => l)));
    }

    private static JsonElement Run(params string[] args)
    {
        CliRun run = CliRun.Of(["stats", .. args, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private static JsonElement Measure(JsonElement report, string name) =>
        report.GetProperty("measures").EnumerateArray().Single(m => m.GetProperty("name").GetString() == name);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    [Fact]
    public void JsonHoldsEveryDistributionAndItsDistance()
    {
        JsonElement report = Run(Ours, "--against", Theirs);
        Assert.Equal((4, 4), (report.GetProperty("pieces").GetInt32(), report.GetProperty("against").GetInt32()));
        JsonElement silent = Measure(report, "silent voices");
        Assert.Equal([0, 0, 4, 0, 4, 4, 0, 4], Numbers(silent.GetProperty("results")));
        Assert.Equal([4, 0, 0, 0, 0, 4, 4, 4], Numbers(silent.GetProperty("reference")));
        Assert.Equal(0.5, silent.GetProperty("distance").GetDouble(), 1e-9);
        JsonElement notes = Measure(report, "notes a second, P1");
        Assert.Empty(Numbers(notes.GetProperty("results")));
        Assert.Equal(JsonValueKind.Null, notes.GetProperty("distance").ValueKind);
        Assert.Equal(6, Numbers(notes.GetProperty("reference"))[0], 0.1);
    }

    [Fact]
    public void FilesAloneAreMeasuredTheSameAsTheirFolder()
    {
        JsonElement folder = Run(Ours),
            files = Run(Directory.GetFiles(Ours));
        Assert.Equal(folder.GetRawText(), files.GetRawText());
        Assert.Equal(JsonValueKind.Null, folder.GetProperty("timesChance").ValueKind);
    }

    [Fact]
    public void APieceInSeveralFormatsCountsOnceAndShortOnesDoNotCount()
    {
        CliRun.Of("convert", Path.Combine(Ours, "0.txf.txt"), Path.Combine(Ours, "0.mid"));
        CliRun.Of("convert", Path.Combine(Ours, "0.txf.txt"), Path.Combine(Ours, "0.png"));
        Write(Ours, "short.txf.txt", ["P1_NOTEON_60", "WT_10"], 29);
        Assert.Equal(4, Run(Ours).GetProperty("pieces").GetInt32());
    }

    [Fact]
    public void SecondsCutThePieces()
    {
        Write(Ours, "late.txf.txt", ["P1_NOTEON_60", "WT_100"], 8);
        File.AppendAllText(Path.Combine(Ours, "late.txf.txt"), "\nNO_NOTEON_3\nWT_10");
        Assert.Equal(1, Numbers(Measure(Run(Ours), "silent voices").GetProperty("results"))[3]);
        Assert.Equal(0, Numbers(Measure(Run(Ours, "--seconds", "10"), "silent voices").GetProperty("results"))[3]);
    }

    [Fact]
    public void TableChartAndTextAreWritten()
    {
        string png = Path.Combine(_folder, "a.png"),
            csv = Path.Combine(_folder, "a.csv");
        CliRun run = CliRun.Of("stats", Ours, "--against", Theirs, "--png", png, "--csv", csv);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("4 pieces against 4\nsilent voices ", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains(
            "P1 100% P2 100% TR 0% NO 100%   reference P1 0% P2 100% TR 100% NO 100%   distance 0.5000 bit",
            run.Output
        );
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal("measure,set,label,value", lines[0]);
        Assert.Contains("\"silent voices\",pieces,TR plays,4", lines);
        Assert.Contains("\"silent voices\",against,P1 plays,4", lines);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(png)[..4]);
    }

    [Fact]
    public void WhatCannotBeReadIsNamedAndTheRestMeasured()
    {
        Write(Ours, "broken.txf.txt", ["nothing"], 1);
        CliRun run = CliRun.Of("stats", Ours);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("4 pieces", run.Output);
        Assert.Contains("broken.txf.txt: line 1: 'nothing' is no symbol", run.Error);
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Assert.Contains("empty: holds no songs", CliRun.Of("stats", Path.Combine(_folder, "empty")).Error);
        Assert.Contains(
            "nowhere: no such file or folder",
            CliRun.Of("stats", Ours, "--against", Path.Combine(_folder, "nowhere")).Error
        );
    }
}
