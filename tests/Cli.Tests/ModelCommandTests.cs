using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Formats;

namespace LakhNes.Cli.Tests;

/// <summary>The commands around a model, with the small random one of the generator's tests.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-model-").FullName;

    private static string Checkpoint => Path.Combine(AppContext.BaseDirectory, "data", "checkpoint-tiny");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ImportSaysWhatItMade()
    {
        string model = Path.Combine(_folder, "tiny.onnx");
        CliRun run = CliRun.Of("import", Checkpoint, "--out", model, "--precision", "int8", "--json");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(2, (int)json["layers"]!);
        Assert.Equal(631, (int)json["symbols"]!);
        Assert.Equal("int8", (string?)json["precision"]);
        Assert.True(File.Exists(model));
    }

    [Fact]
    public void ImportTellsAWaitingProgramHowFarItIs()
    {
        CliRun run = CliRun.Of("import", Checkpoint, "--out", Path.Combine(_folder, "tiny.onnx"), "--percent");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        int[] percents = [.. run.Output.Split('\n').Where(line => line.EndsWith(" %")).Select(line => int.Parse(line[..^2]))];
        Assert.Equal(percents.Order().Distinct(), percents);
        Assert.True(
            percents.Count(percent => percent is > 0 and < 50) > 2 && percents.Count(percent => percent is > 50 and < 100) > 2,
            run.Output
        );
        Assert.Equal(100, percents[^1]);
    }

    [Fact]
    public void LogitsAreTheOriginals()
    {
        string model = Import();
        JsonNode expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Checkpoint, "expected.json")))!;
        int[] tokens = [.. expected["tokens"]!.AsArray().Select(token => (int)token!)];
        CliRun run = CliRun.Of("logits", "--model", model, "--tokens", string.Join(',', tokens), "--mem-len", "12", "--json");
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonArray logits = JsonNode.Parse(run.Output)!["logits"]!.AsArray();
        Assert.Equal(tokens.Length, logits.Count);
        foreach ((string position, JsonNode? row) in expected["logits"]!.AsObject())
        {
            JsonArray actual = logits[int.Parse(position)]!.AsArray();
            for (int symbol = 0; symbol < 631; symbol++)
                Assert.Equal((double)row![symbol]!, (double)actual[symbol]!, 1e-4);
        }
    }

    [Fact]
    public void ExportAndImportComeBackToTheSameModel()
    {
        string model = Import(),
            exported = Path.Combine(_folder, "exported"),
            again = Path.Combine(_folder, "again.onnx");
        Assert.Equal(ExitCode.Success, CliRun.Of("export", model, "--out", exported).ExitCode);
        Assert.Equal(ExitCode.Success, CliRun.Of("import", exported, "--out", again).ExitCode);
        string Logits(string path) => CliRun.Of("logits", "--model", path, "--tokens", "0,5,17", "--json").Output;
        Assert.Equal(Logits(model), Logits(again));
    }

    [Fact]
    public void EvalReportsEachSplit()
    {
        string data = WriteData();
        string model = Import(),
            small = Path.Combine(_folder, "int8.onnx");
        Assert.Equal(ExitCode.Success, CliRun.Of("import", Checkpoint, "--out", small, "--precision", "int8").ExitCode);
        CliRun run = CliRun.Of(
            "eval",
            "--model",
            small,
            "--against",
            model,
            "--data",
            data,
            "--batch-size",
            "2",
            "--tgt-len",
            "16",
            "--mem-len",
            "16",
            "--json"
        );
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonNode splits = JsonNode.Parse(run.Output)!["splits"]!;
        foreach (string split in new[] { "valid", "test" })
        {
            Assert.InRange((double)splits[split]!["perplexity"]!, 300, 1200); // random weights guess among 631 symbols
            Assert.Equal(Math.Log((double)splits[split]!["perplexity"]!), (double)splits[split]!["meanNll"]!, 9);
            Assert.Equal(0, (int)splits[split]!["positions"]! % 16);
            Assert.True((double)splits[split]!["natsPerSecond"]! > 0);
            JsonNode against = splits[split]!["against"]!;
            Assert.NotEqual((double)against["perplexity"]!, (double)splits[split]!["perplexity"]!);
            Assert.Equal((double)against["perplexity"]!, (double)splits[split]!["perplexity"]!, 1.0);
            Assert.InRange((double)against["likeliestDiffers"]!, 0, 0.2);
        }
    }

    [Fact]
    public void ATableOfModelsTakesCheckpointsAsTheyAreAndKeepsThemImported()
    {
        string data = WriteData(),
            cache = Path.Combine(_folder, "cache"),
            csv = Path.Combine(_folder, "table.csv"),
            png = Path.Combine(_folder, "table.png");
        string[] lengths = ["--batch-size", "2", "--tgt-len", "16", "--mem-len", "16", "--cache", cache];
        string[] both = ["--models", Checkpoint, Import()];
        CliRun run = CliRun.Of(["eval", .. both, "--data", data, "--csv", csv, "--png", png, .. lengths, "--json"]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonArray models = JsonNode.Parse(run.Output)!["models"]!.AsArray();
        Assert.Equal(["checkpoint-tiny", "model.onnx"], models.Select(model => (string?)model!["model"]));
        Assert.Equal(
            (double)models[0]!["splits"]!["test"]!["perplexity"]!,
            (double)models[1]!["splits"]!["test"]!["perplexity"]!
        );
        JsonNode valid = models[0]!["splits"]!["valid"]!;
        Assert.Equal((double)valid["natsPerSecond"]! / (double)valid["meanNll"]!, (double)valid["tokensPerSecond"]!, 1e-9);
        Assert.Equal(3, File.ReadAllLines(csv).Length);
        Assert.StartsWith("model,parameters,unit,valid_perplexity,", File.ReadAllText(csv));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(png)[..4]);
        string kept = Assert.Single(Directory.GetFiles(cache));
        DateTime written = File.GetLastWriteTimeUtc(kept);
        CliRun table = CliRun.Of(["eval", .. both, "--data", data, "--split", "valid", .. lengths]);
        Assert.Equal((ExitCode.Success, ""), (table.ExitCode, table.Error));
        string[] lines = table.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(cache))));
        Assert.Contains(
            "model.pt or vocab.txt is missing",
            CliRun.Of(["eval", "--models", data, "--data", data, .. lengths]).Error
        );
        Assert.Equal(ExitCode.Usage, CliRun.Of("eval", "--models", "a", "--model", "b", "--data", data).ExitCode);
    }

    /// <summary>Evaluating a model takes long: songs that another one cannot read are told of before.</summary>
    [Fact]
    public void ATableOfModelsReadsAllSongsFirst()
    {
        string data = WriteData(),
            cache = Path.Combine(_folder, "cache");
        string[] tooMany = ["--batch-size", "1000", "--tgt-len", "16", "--mem-len", "16", "--cache", cache];
        Assert.Contains("too little music", CliRun.Of(["eval", "--models", Checkpoint, "--data", data, .. tooMany]).Error);
        CliRun run = CliRun.Of(["eval", "--models", Checkpoint, JudgeCommandTests.Model, "--data", data, .. tooMany]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Contains("holds no texts (*.txb.txt)", run.Error);
    }

    [Theory]
    [InlineData("nowhere.onnx", "no such file or folder")]
    [InlineData("damaged.onnx", "not an ONNX file, or a damaged one")]
    public void UnusableModelsAreErrors(string name, string cause)
    {
        string path = Path.Combine(_folder, name);
        if (name.StartsWith("damaged"))
            File.WriteAllText(path, "this is no model");
        CliRun run = CliRun.Of("logits", "--model", path, "--tokens", "0");
        Assert.Equal((ExitCode.Failure, $"lakhnes: {path}: {cause}{Environment.NewLine}"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void UnusableCheckpointsAreErrors()
    {
        CliRun run = CliRun.Of("import", _folder, "--out", Path.Combine(_folder, "x.onnx"));
        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: {_folder}: model.pt or vocab.txt is missing{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
        File.WriteAllText(Path.Combine(_folder, "model.pt"), "x");
        File.WriteAllText(Path.Combine(_folder, "vocab.txt"), "WT_1\n");
        Assert.StartsWith($"lakhnes: {_folder}: ", CliRun.Of("import", _folder, "--out", Path.Combine(_folder, "x.onnx")).Error);
        Assert.False(File.Exists(Path.Combine(_folder, "x.onnx")));
    }

    [Theory]
    [InlineData("--tokens", "0,x")]
    [InlineData("--mem-len", "0")]
    public void WrongUsageIsTold(string option, string value)
    {
        string[] other = option == "--tokens" ? [] : ["--tokens", "0"];
        Assert.Equal(ExitCode.Usage, CliRun.Of(["logits", "--model", "m.onnx", option, value, .. other]).ExitCode);
    }

    [Fact]
    public void UnknownTokensAreNamed()
    {
        CliRun run = CliRun.Of("logits", "--model", Import(), "--tokens", "0,631");
        Assert.Equal(
            (ExitCode.Failure, $"lakhnes: --tokens: 631 is no token: the model has 631{Environment.NewLine}"),
            (run.ExitCode, run.Error)
        );
    }

    private string WriteData()
    {
        string data = Path.Combine(_folder, "data");
        foreach (string split in new[] { "valid", "test" })
        {
            Directory.CreateDirectory(Path.Combine(data, split));
            for (int song = 0; song < 4; song++)
            {
                var score = new NesScore(
                    TimeUnit.Sample,
                    [.. Enumerable.Range(0, 40).Select(i => NesEvent.NoteOn(1000 * i, NesVoice.Triangle, 40 + (i * song) % 20))],
                    44100
                );
                File.WriteAllText(Path.Combine(data, split, $"{song}.tx1.txt"), NesTextFormat.Tx1.Write(score));
            }
        }

        return data;
    }

    private string Import()
    {
        string model = Path.Combine(_folder, "model.onnx");
        Assert.Equal(ExitCode.Success, CliRun.Of("import", Checkpoint, "--out", model).ExitCode);
        return model;
    }
}
