using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;
using LakhNes.Study.Storage;

namespace LakhNes.Cli.Tests;

public sealed class StudyCommandTests : IDisposable
{
    private static readonly string[] Figure = ["P1_NOTEON_60", "P2_NOTEON_64", "TR_NOTEON_40", "NO_NOTEON_5", "WT_12"];

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-study-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Study => Path.Combine(_folder, "study");

    [Fact]
    public void AStudyGoesFromPiecesToAnAnalysis()
    {
        CliRun clips = Run(
            "clips",
            Write("model", 3),
            "--real",
            Write("songs", 3),
            "--out",
            Study,
            "--num",
            "2",
            "--controls",
            "2"
        );
        Assert.Equal((ExitCode.Success, ""), (clips.ExitCode, clips.Error));
        Assert.StartsWith($"{Study}: 6 clips of 5 s at -", clips.Output);
        CliRun pairs = Run(
            "pairs",
            Study,
            "--preference",
            "2",
            "--turing",
            "2",
            "--controls",
            "1",
            "--listeners",
            "3",
            "--seed",
            "1"
        );
        Assert.Equal((ExitCode.Success, ""), (pairs.ExitCode, pairs.Error));
        Assert.Contains("3 sheets of 4 pairs", pairs.Output);
        // one who always chooses what is real
        Dictionary<string, ClipRole> roles = StudyFolder
            .ReadKey(Study + ".key.json")
            .ToDictionary(clip => clip.Clip, clip => clip.Role);
        StudyPlan plan = new StudyFolder(Study).ReadPlan();
        string choices = string.Join(
            ',',
            plan.Sheets[0].Pairs.Select(pair => roles[pair.A] == ClipRole.Real ? "\"A\"" : "\"B\"")
        );
        Directory.CreateDirectory(Path.Combine(Study, "answers"));
        File.WriteAllText(
            Path.Combine(Study, "answers", "listener-ann.json"),
            $$"""{"listener":"Ann","sheet":0,"choices":[{{choices}}],"training":1,"chiptunes":2}"""
        );
        string png = Path.Combine(_folder, "a.png"),
            csv = Path.Combine(_folder, "a.csv");
        CliRun analysis = Run("analyse", Study, "--png", png, "--csv", csv, "--json");
        Assert.Equal((ExitCode.Success, ""), (analysis.ExitCode, analysis.Error));
        JsonNode report = JsonNode.Parse(analysis.Output)!;
        JsonNode model = report["sources"]!.AsArray().Single(source => (string?)source!["source"] == "model")!;
        Assert.Equal((0, 1), ((int)model["takenForReal"]!["times"]!, (int)model["takenForReal"]!["of"]!));
        Assert.Equal((0, 1), ((int)model["preferred"]!["times"]!, (int)model["preferred"]!["of"]!));
        Assert.True((bool)report["listeners"]![0]!["counts"]!);
        Assert.StartsWith("\"songs\",real,0,0,,,1,1,1,0", File.ReadAllLines(csv)[1]);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(png)[..4]);
        Assert.StartsWith($"1 of 1 listeners count{Environment.NewLine}source", Run("analyse", Study).Output);
        // what was answered stays what was asked
        CliRun again = Run("pairs", Study);
        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {Study}: was answered already; its pairs stay as they are{Environment.NewLine}"),
            (again.ExitCode, again.Error)
        );
    }

    [Fact]
    public void WhatIsMissingIsSaidBeforeAnythingIsWritten()
    {
        string model = Write("model", 1);
        Assert.Contains("nowhere: no such file or folder", Run("clips", Path.Combine(_folder, "nowhere"), "--out", Study).Error);
        Assert.Contains("model: is the name of two folders", Run("clips", model, model, "--out", Study).Error);
        Assert.Contains(
            "model: no piece of 10 s or more in which 4 voices play",
            Run("clips", model, "--out", Study, "--seconds", "10").Error
        );
        Assert.False(Directory.Exists(Study) || File.Exists(Study + ".key.json"));
        Assert.Contains("holds no study", Run("serve", Study).Error);
        Assert.Equal(ExitCode.Success, Run("clips", model, "--out", Study, "--num", "1").ExitCode);
        Assert.Contains("has no pairs yet", Run("analyse", Study).Error);
        Assert.Contains(".key.json: has no two sources to compare", Run("pairs", Study).Error);
        Assert.Contains("is there already; choose another folder", Run("clips", model, "--out", Study).Error);
    }

    [Fact]
    public void WrongUsageNamesTheWholeCommand()
    {
        CliRun run = Run("clips", "x", "--out", Study, "--seconds", "4");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.EndsWith($"See 'lakhnes study clips --help'.{Environment.NewLine}", run.Error);
    }

    private static CliRun Run(params string[] args) => CliRun.Of(["study", .. args]);

    private string Write(string name, int pieces)
    {
        string folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        string text = string.Join('\n', Enumerable.Repeat(Figure, 40).SelectMany(lines => lines));
        for (int i = 0; i < pieces; i++)
            File.WriteAllText(Path.Combine(folder, $"{i}.txf.txt"), text);
        return folder;
    }
}
