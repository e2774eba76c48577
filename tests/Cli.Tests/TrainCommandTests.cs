using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Tokens;

namespace LakhNes.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private static readonly string[] Tiny =
    [
        "--layers",
        "1",
        "--heads",
        "2",
        "--d-model",
        "16",
        "--d-head",
        "8",
        "--d-inner",
        "24",
        "--tgt-len",
        "16",
        "--mem-len",
        "16",
        "--batch",
        "2",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-train-").FullName;

    public TrainCommandTests()
    {
        foreach ((string split, int first) in new[] { ("train", 0), ("valid", 50) })
        {
            Directory.CreateDirectory(InFolder("data", split));
            for (int song = first; song < first + 5; song++)
                File.WriteAllText(InFolder("data", split, $"{song}.txf.txt"), NesTextFormat.Txf.Write(Scales.Song(song, 60)));
        }

        File.WriteAllText(InFolder("data", "vocab.txt"), string.Join('\n', NesTextFormat.Txf.Vocabulary.Symbols.Skip(1)));
        File.WriteAllText(InFolder("data", "unit.txt"), "frame 60.0988");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(6, "--d-embed", "6")]
    [InlineData(16, "--div-val", "2")]
    [InlineData(null, "--d-embed", "16", "--div-val", "1")]
    public void AnEmbeddingOfAnotherSizeIsTrainedAndGoneOnWith(int? size, params string[] shape)
    {
        string[] brief = ["--steps", "2", "--validate-every", "0", "--tgt-len", "16", "--mem-len", "16", "--batch", "2"];
        Train(["--steps", "2", .. shape, .. Tiny]);
        Train(["--resume", "--steps", "4"]);
        CliRun more = CliRun.Of([
            "train",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("more"),
            "--init",
            InFolder("run", "last"),
            .. brief,
        ]);
        Assert.Equal(("", 0), (more.Error, more.ExitCode));
        foreach (string run in new[] { "run", "more" })
        {
            TransformerXlDimensions dimensions = CheckpointReader.ReadFolder(InFolder(run, "last")).Dimensions;
            Assert.Equal((size, 16, true), (dimensions.EmbeddingSize, dimensions.ModelSize, dimensions.TiedOutput));
            using ModelFile model = ModelFile.Open(InFolder(run, "model.onnx"));
            Assert.Equal(size is null, model.Dimensions.TiedOutput);
        }
    }

    [Fact]
    public void TheOriginalsShapesAreTrainedAndTestedAtTheEnd()
    {
        Directory.CreateDirectory(InFolder("data", "test"));
        foreach (string song in Directory.GetFiles(InFolder("data", "valid")))
            File.Copy(song, InFolder("data", "test", Path.GetFileName(song)));
        string[] shapes = ["--not-tied", "--clamp-len", "4", "--same-length", "--pre-lnorm", "--init-range", "0.1"];
        CliRun run = Train(["--steps", "3", "--test", "--json", .. shapes, .. Tiny]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        JsonNode json = JsonNode.Parse(run.Output)!;
        TransformerXlDimensions dimensions = CheckpointReader.ReadFolder(InFolder("run", "best")).Dimensions;
        Assert.False(dimensions.TiedOutput);
        Assert.Equal((4, true, true), (dimensions.ClampLength, dimensions.SameLength, dimensions.NormalizeBefore));
        // the same songs, measured by another command
        string[] how = ["--models", InFolder("run", "best"), "--data", InFolder("data"), "--batch-size", "1"];
        CliRun eval = CliRun.Of(["eval", .. how, "--split", "test", "--cache", InFolder("cache"), "--json"]);
        Assert.Equal(("", 0), (eval.Error, eval.ExitCode));
        Assert.Equal(
            (double)JsonNode.Parse(eval.Output)!["models"]![0]!["splits"]!["test"]!["perplexity"]!,
            (double)json["test"]!["perplexity"]!,
            1e-6
        );
        Assert.DoesNotContain(Directory.GetFiles(InFolder("run", "best")), file => file.EndsWith(".tmp"));
    }

    [Fact]
    public void NewWeightsAreDrawnAsChosen()
    {
        Assert.Equal(0, Train(["--steps", "0", "--init-range", "0.25", .. Tiny]).ExitCode);
        float[] embedding = CheckpointReader.ReadFolder(InFolder("run", "last")).Parameters[ParameterShape.Embedding];
        Assert.InRange(embedding.Max(), 0.24f, 0.25f);
        Assert.Equal(0.25 / Math.Sqrt(3), Math.Sqrt(embedding.Average(x => x * x)), 0.01);
    }

    [Fact]
    public void AModelThatIsThereIsMadeDeeper()
    {
        Assert.Equal(0, Train(["--steps", "2", "--pre-lnorm", .. Tiny]).ExitCode);
        Assert.Equal(("", 0), Deepen("run", "deep"));
        Assert.Equal(3, CheckpointReader.ReadFolder(InFolder("deep", "last")).Dimensions.LayerCount);
    }

    [Fact]
    public void LayersAreAddedToNoModelThatNormalisesAfterwards()
    {
        Assert.Equal(0, Train(["--steps", "0", .. Tiny]).ExitCode);
        (string error, int exitCode) = Deepen("run", "deep");
        Assert.Contains("--layers: layers can only be added to a model of --pre-lnorm", error, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void AModelLearnsScenesAndIsAskedForOne()
    {
        // bars without scenes first, as older models know them
        TokenVocabulary all = TokenVocabulary.Txb;
        string data = Directory.CreateDirectory(InFolder("bars", "train")).FullName;
        for (int song = 0; song < 5; song++)
        {
            string bar = string.Join(
                '\n',
                Enumerable.Range(0, 8).Select(beat => $"POS_{12 * beat}\nP1_NOTEON_{60 + song + beat}")
            );
            string bars = string.Join('\n', Enumerable.Repeat(bar, 6).Select(notes => $"\nBAR\n{notes}"));
            File.WriteAllText(Path.Combine(data, $"{song}.txb.txt"), $"BAR\nMETRE_4_4\nTEMPO_120\nSCENE_BOSS{bars}");
        }
        File.WriteAllText(InFolder("bars", "unit.txt"), "step 48");
        WriteSymbols(all.Symbols.Where((_, id) => id > 0 && !all.IsCondition(id)));
        string[] run = ["--data", InFolder("bars"), "--steps", "1"];
        Assert.Equal(("", 0), Of(["train", .. run, "--out", InFolder("plain"), .. Tiny]));
        WriteSymbols(all.Symbols.Skip(1));
        string[] init = ["--init", InFolder("plain", "last"), "--add-symbols", "--tgt-len", "16", "--batch", "2"];
        Assert.Equal(("", 0), Of(["train", .. run, "--out", InFolder("scenes"), .. init]));

        string[] piece = ["--bars", "4", "--seed", "1", "--choose", "1", "--formats", "txb", "--out-dir", InFolder("pieces")];
        Assert.Equal(("", 0), Of(["generate", "--model", InFolder("scenes", "model.onnx"), "--scene", "boss", .. piece]));
        string text = File.ReadAllText(InFolder("pieces", "0.txb.txt"));
        Assert.StartsWith("BAR\n", text, StringComparison.Ordinal);
        Assert.Contains("\nSCENE_BOSS\n", text, StringComparison.Ordinal);

        // a song is gone on with, and composed into
        string piecePath = InFolder("pieces", "0.txb.txt");
        string[] model = ["--model", InFolder("scenes", "model.onnx"), "--seed", "1", "--scene", "title"];
        Assert.Equal(("", 0), Of(["continue", piecePath, "--bars", "2", "--out", InFolder("more.txb.txt"), .. model]));
        Assert.Equal(
            ("", 0),
            Of(["accompany", piecePath, "--resample", "voices", "--keep", "P1", "--out", InFolder("with.txb.txt"), .. model])
        );
        Assert.Contains("SCENE_TITLE", File.ReadAllText(InFolder("more.txb.txt")), StringComparison.Ordinal);

        void WriteSymbols(IEnumerable<string> symbols) =>
            File.WriteAllText(InFolder("bars", "vocab.txt"), string.Join('\n', symbols));
        (string Error, int ExitCode) Of(string[] arguments)
        {
            CliRun command = CliRun.Of(arguments);
            return (command.Error, command.ExitCode);
        }
    }

    [Fact]
    public void AModelIsTrainedResumedAndUsed()
    {
        CliRun run = Train(["--steps", "6", "--log-every", "2", .. Tiny]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Contains("step 2,", run.Output, StringComparison.Ordinal);
        Assert.Contains("finished: 6 steps", run.Output, StringComparison.Ordinal);

        CliRun more = CliRun.Of(
            "train",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("run"),
            "--resume",
            "--steps",
            "9",
            "--json"
        );
        Assert.Equal(0, more.ExitCode);
        JsonNode json = JsonNode.Parse(more.Output)!;
        Assert.Equal(9, (int)json["steps"]!);
        Assert.Equal(9 * 2 * 16, (int)json["tokens"]!);
        Assert.Equal("finished", (string?)json["end"]);

        // what it leaves is a model and a checkpoint like any other
        string model = (string)json["model"]!;
        Assert.Equal(InFolder("run", "model.onnx"), model);
        Assert.Equal(0, CliRun.Of("eval", "--model", model, "--data", InFolder("data"), "--batch-size", "1").ExitCode);
        Assert.Equal(1, CheckpointReader.ReadFolder(InFolder("run", "best")).Dimensions.LayerCount);
        CliRun again = CliRun.Of(
            "train",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("again"),
            "--init",
            model,
            "--steps",
            "2",
            "--json",
            "--batch",
            "2",
            "--tgt-len",
            "16"
        );
        Assert.Equal(0, again.ExitCode);
        Assert.NotNull(JsonNode.Parse(again.Output)!["firstNatsPerSecond"]);
    }

    [Fact]
    public void AStyleIsLearntFromAFolderOfMidiFiles()
    {
        Assert.Equal(0, Train(["--steps", "2", .. Tiny]).ExitCode);
        Directory.CreateDirectory(InFolder("midi"));
        for (int song = 0; song < 10; song++)
            File.WriteAllBytes(
                InFolder("midi", $"{song}.mid"),
                NesMidi.WriteNesMdb(Scales.Song(song, 80).In(TimeUnit.Sample)).ToBytes()
            );
        CliRun run = CliRun.Of(
            "train",
            "--midi",
            InFolder("midi"),
            "--out",
            InFolder("style"),
            "--init",
            InFolder("run", "best"),
            "--steps",
            "60",
            "--lr",
            "0.02",
            "--warmup",
            "5",
            "--tgt-len",
            "16",
            "--batch",
            "2",
            "--json"
        );
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(["2.mid", "7.mid"], json["heldOut"]!.AsArray().Select(file => Path.GetFileName((string)file!)));
        Assert.True((double)json["bestNatsPerSecond"]! < 0.9 * (double)json["firstNatsPerSecond"]!, run.Output);
    }

    [Theory]
    [InlineData("Say what to train on", "--out", "x", "--steps", "1")]
    [InlineData("Say what to train on", "--data", "d", "--midi", "m", "--out", "x", "--steps", "1")]
    [InlineData("--layers cannot change", "--data", "d", "--out", "x", "--resume", "--layers", "3")]
    [InlineData("--init cannot change", "--data", "d", "--out", "x", "--resume", "--init", "m")]
    [InlineData("--batch must be", "--data", "d", "--out", "x", "--steps", "1", "--batch", "8:100")]
    [InlineData("--dropatt must be", "--data", "d", "--out", "x", "--steps", "1", "--dropatt", "1")]
    [InlineData("--varlen cannot change", "--data", "d", "--out", "x", "--resume", "--varlen")]
    [InlineData("--dropout must be", "--data", "d", "--out", "x", "--steps", "1", "--dropout", "1")]
    public void WrongUsageIsSaid(string error, params string[] arguments)
    {
        CliRun run = CliRun.Of(["train", .. arguments]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--batch-chunk: 3 parts do not divide 8 streams",
        "--data",
        "d",
        "--out",
        "x",
        "--steps",
        "1",
        "--batch-chunk",
        "3"
    )]
    [InlineData(
        "--momentum: does nothing without --optimiser sgd",
        "--data",
        "d",
        "--out",
        "x",
        "--steps",
        "1",
        "--momentum",
        "0.9"
    )]
    public void OptionsThatDoNotGoTogetherAreSaid(string error, params string[] arguments)
    {
        CliRun run = CliRun.Of(["train", .. arguments]);
        Assert.Equal((1, $"lakhnes: {error}"), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public void TheRestOfTheOriginalsOptionsTrains()
    {
        string[] options = ["--dropatt", "0.1", "--varlen", "--batch-chunk", "2", "--optimiser", "sgd", "--momentum", "0.5"];
        CliRun run = Train(["--steps", "4", "--lr", "5", "--json", .. options, .. Tiny]);
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        CliRun more = CliRun.Of(
            "train",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("run"),
            "--resume",
            "--steps",
            "6",
            "--json"
        );
        Assert.Equal(("", 0), (more.Error, more.ExitCode));
        Assert.Equal(6, (int)JsonNode.Parse(more.Output)!["steps"]!);
    }

    [Fact]
    public void WhatIsMissingOrDamagedIsNamed()
    {
        void Fails(string error, params string[] arguments)
        {
            CliRun run = CliRun.Of(["train", .. arguments]);
            Assert.Equal(1, run.ExitCode);
            Assert.Equal(1, run.Error.Count(c => c == '\n'));
            Assert.Contains(error, run.Error, StringComparison.Ordinal);
        }

        Fails("say --steps or --minutes", "--data", InFolder("data"), "--out", InFolder("run"));
        Fails(
            $"{InFolder("none", "vocab.txt")}: no such file",
            "--data",
            InFolder("none"),
            "--out",
            InFolder("run"),
            "--steps",
            "1"
        );
        Fails(
            $"{InFolder("none")}: no such file",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("run"),
            "--steps",
            "1",
            "--init",
            InFolder("none")
        );
        Fails($"{InFolder("run", "state.bin")}: no such file", "--data", InFolder("data"), "--out", InFolder("run"), "--resume");
        Fails(
            "too little music",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("run"),
            "--steps",
            "1",
            "--d-model",
            "16",
            "--batch",
            "1000"
        );
        Directory.CreateDirectory(InFolder("run"));
        File.WriteAllText(InFolder("run", "state.bin"), "LakhNES training state 1\nand nothing more");
        Fails($"{InFolder("run")}: holds a run already", "--data", InFolder("data"), "--out", InFolder("run"), "--steps", "1");
        Fails($"{InFolder("run", "state.bin")}: damaged", "--data", InFolder("data"), "--out", InFolder("run"), "--resume");
        File.WriteAllText(InFolder("run", "state.bin"), "something else");
        Fails(
            $"{InFolder("run", "state.bin")}: no state of a training run",
            "--data",
            InFolder("data"),
            "--out",
            InFolder("run"),
            "--resume"
        );
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void AnInterruptLeavesAGoodCheckpointAndAStateToGoOnFrom(string signal)
    {
        Skip.IfNot(
            OperatingSystem.IsLinux(),
            "signals are sent by kill, and GNU env undoes an ignored SIGINT inherited from a shell's background job"
        );
        string program = Path.Combine(AppContext.BaseDirectory, "lakhnes.dll");
        var start = new ProcessStartInfo(
            "env",
            [
                "--default-signal=INT",
                "dotnet",
                program,
                "train",
                "--data",
                InFolder("data"),
                "--out",
                InFolder("run"),
                "--steps",
                "100000000",
                "--log-every",
                "5",
                .. Tiny,
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Assert.Contains("step 5,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("stopped; go on with --resume", output, StringComparison.Ordinal);

        TransformerXlWeights left = CheckpointReader.ReadFolder(InFolder("run", "last"));
        Assert.Equal(16, left.Dimensions.ModelSize);
        JsonNode json = JsonNode.Parse(
            CliRun.Of("train", "--data", InFolder("data"), "--out", InFolder("run"), "--resume", "--steps", "1", "--json").Output
        )!;
        Assert.True((int)json["steps"]! >= 5);
    }

    private CliRun Train(string[] arguments) =>
        CliRun.Of(["train", "--data", InFolder("data"), "--out", InFolder("run"), .. arguments]);

    private (string Error, int ExitCode) Deepen(string from, string to)
    {
        string[] run = ["--data", InFolder("data"), "--out", InFolder(to), "--steps", "1", "--tgt-len", "16", "--batch", "2"];
        CliRun deeper = CliRun.Of(["train", .. run, "--init", InFolder(from, "last"), "--layers", "3"]);
        return (deeper.Error, deeper.ExitCode);
    }

    private string InFolder(params string[] parts) => Path.Combine([_folder, .. parts]);
}
