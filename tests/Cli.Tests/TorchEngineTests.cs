using System.Diagnostics;
using System.Globalization;
using LakhNes.Cli.Terminal;
using LakhNes.Cli.TrainingRuns;
using LakhNes.Score.Formats;
using LakhNes.Training.Reports;

namespace LakhNes.Cli.Tests;

/// <summary>
/// <c>train --engine torch</c>, through the program that <c>./build.sh torch</c> builds (skipped where it is not built): the same
/// steps as the project's own, on the same songs, with the same files.
/// </summary>
public sealed class TorchEngineTests : IDisposable
{
    private const string Missing = "./build.sh torch was not run";
    private const double SinglePrecision = 1e-4,
        BrainFloat = 2e-2; // bf16 has 8 bits of precision

    // sizes and lengths that fill no vector register
    private static readonly string[] Recipe =
    [
        "--layers",
        "2",
        "--heads",
        "3",
        "--d-model",
        "20",
        "--d-head",
        "6",
        "--d-inner",
        "28",
        "--tgt-len",
        "21",
        "--batch",
        "3",
        "--lr",
        "0.01",
        "--schedule",
        "constant",
        "--warmup",
        "5",
        "--beta2",
        "0.98",
        "--weight-decay",
        "0.1",
        "--clip",
        "0.5",
        "--average",
        "0.9",
        "--log-every",
        "1",
        "--validate-every",
        "10",
        "--seed",
        "3",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-torch-").FullName;

    public TorchEngineTests()
    {
        foreach ((string split, int first) in new[] { ("train", 0), ("valid", 50) })
        {
            Directory.CreateDirectory(InFolder("data", split));
            for (int song = first; song < first + 5; song++)
                File.WriteAllText(InFolder("data", split, $"{song}.txf.txt"), NesTextFormat.Txf.Write(Scales.Song(song, 120)));
        }

        File.WriteAllText(InFolder("data", "vocab.txt"), string.Join('\n', NesTextFormat.Txf.Vocabulary.Symbols.Skip(1)));
        File.WriteAllText(InFolder("data", "unit.txt"), "frame 60.0988");
    }

    private static string? Program => TorchProgram.Find(AppContext.BaseDirectory);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("fp32", 1, 13)]
    [InlineData("fp32", 1, 40, "--pre-lnorm")]
    [InlineData("fp32", 1, 13, "--d-embed", "10", "--proj-init-std", "0.2", "--not-tied", "--freeze", "1")]
    [InlineData("fp32", 1, 13, "--div-val", "2", "--proj-init-std", "0.2")]
    [InlineData("fp32", 2, 13, "--pre-lnorm", "--freeze", "1", "--optimiser", "adam")]
    [InlineData("fp32", 1, 13, "--varlen", "--batch-chunk", "3", "--optimiser", "sgd", "--momentum", "0.9")]
    [InlineData("fp32", 1, 30, "--varlen", "--optimiser", "adagrad")]
    [InlineData("bf16", 1, 13, "--pre-lnorm")]
    public void BothEnginesTakeTheSameSteps(string arithmetic, int threads, int memory, params string[] more)
    {
        double tolerance = arithmetic == "fp32" ? SinglePrecision : BrainFloat;
        string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
        string[] recipe =
        [
            .. Recipe,
            .. more,
            "--threads",
            Text(threads),
            "--mem-len",
            Text(memory),
            "--dropout",
            "0",
            "--steps",
            "20",
        ];
        Torch("torch", [.. recipe, "--arithmetic", arithmetic]);
        Own("own", recipe);
        LogEntry[] own = Log("own"),
            torch = Log("torch");
        Assert.Equal(
            own.Select(entry => (entry.Step, entry.Tokens, entry.Rate)),
            torch.Select(entry => (entry.Step, entry.Tokens, entry.Rate))
        );
        Assert.Equal(20, own.Count(entry => entry.Loss is not null));
        Assert.Equal(2, own.Count(entry => entry.ValidLoss is not null));
        // gradient descent is slow at a rate that the others learn with
        Assert.True(own[19].Loss < (more.Contains("sgd") ? 1 : 0.95) * own[0].Loss, "it learns nothing");
        double furthest = 0;
        foreach ((LogEntry mine, LogEntry its) in own.Zip(torch))
        {
            Assert.Equal(mine.Loss!.Value, its.Loss!.Value, tolerance);
            Assert.Equal(mine.GradientNorm!.Value, its.GradientNorm!.Value, 10 * tolerance);
            Assert.Equal(mine.ValidLoss is null, its.ValidLoss is null);
            if (mine.ValidLoss is { } loss)
                Assert.Equal(loss, its.ValidLoss!.Value, tolerance);
            furthest = Math.Max(furthest, Math.Abs(mine.Loss!.Value - its.Loss!.Value));
        }

        // it is the arithmetic that was asked for
        Assert.Equal(arithmetic == "bf16", furthest > SinglePrecision);
        Assert.True(File.Exists(InFolder("torch", "model.onnx")));
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void EitherEngineGoesOnWithTheOthersRun(bool torchFirst)
    {
        Skip.If(Program is null, Missing);
        string[] exact = ["--arithmetic", "fp32"],
            common = [.. Recipe, "--threads", "1", "--mem-len", "13", "--dropout", "0"];
        Own("whole", [.. common, "--steps", "20"]);
        string[] first = [.. common, "--steps", "10"],
            rest = ["--resume", "--steps", "20", "--threads", "1"];
        if (torchFirst)
        {
            Torch("halves", [.. first, .. exact]);
            Own("halves", rest);
        }
        else
        {
            Own("halves", first);
            Torch("halves", [.. rest, .. exact]);
        }

        foreach ((LogEntry whole, LogEntry half) in Log("whole").Zip(Log("halves")))
        {
            Assert.Equal(whole.Step, half.Step);
            Assert.Equal(whole.Loss!.Value, half.Loss!.Value, SinglePrecision);
        }
    }

    [SkippableFact]
    public void AResumedRunDropsWhatAnUninterruptedOneWouldHave()
    {
        string[] common = [.. Recipe, "--threads", "1", "--mem-len", "13"];
        string[] drops = ["--dropout", "0.2", "--dropatt", "0.1", "--varlen", "--batch-chunk", "3"];
        Torch("whole", [.. common, .. drops, "--steps", "8"]);
        Torch("halves", [.. common, .. drops, "--steps", "4"]);
        Torch("halves", ["--resume", "--steps", "8", "--threads", "1"]);
        Torch("none", [.. common, "--dropout", "0.2", "--varlen", "--batch-chunk", "3", "--steps", "8"]);
        double?[] whole = Losses("whole");
        Assert.Equal(8, whole.Length);
        Assert.Equal(whole, Losses("halves"));
        Assert.NotEqual(whole, Losses("none"));
    }

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ASignalReachesTheOtherProgram(string signal)
    {
        Skip.If(Program is null, Missing);
        Skip.IfNot(OperatingSystem.IsLinux(), "signals are sent by kill");
        var start = new ProcessStartInfo(
            "env",
            [
                "--default-signal=INT",
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "lakhnes.dll"),
                .. Arguments("run"),
                "--engine",
                "torch",
                .. Recipe,
                "--steps",
                "100000000",
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Assert.Contains("step 1,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("stopped; go on with --resume", output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereItIsNotInstalledALineSaysHowToInstallIt()
    {
        CliRun run = CliRun.Of([.. Arguments("run"), "--arithmetic", "fp32"]);
        Assert.Equal(
            (ExitCode.Usage, "lakhnes: --arithmetic does nothing without --engine torch. See 'lakhnes train --help'."),
            (run.ExitCode, run.Error.Trim())
        );
        Assert.Null(TorchProgram.Find(_folder));
        Directory.CreateDirectory(InFolder("torch"));
        string program = InFolder("torch", OperatingSystem.IsWindows() ? "lakhnes-torch.exe" : "lakhnes-torch");
        File.WriteAllText(program, "");
        Assert.Equal(program, TorchProgram.Find(_folder));
        if (Program is not null)
            return;
        run = CliRun.Of([.. Arguments("run"), "--engine", "torch", "--steps", "1"]);
        Assert.Equal(ExitCode.Failure, run.ExitCode);
        Assert.Matches(@"^lakhnes: --engine torch: .*'\./build\.sh torch'.*\n$", run.Error);
    }

    private string[] Arguments(string run) => ["train", "--data", InFolder("data"), "--out", InFolder(run)];

    private void Own(string run, string[] arguments)
    {
        CliRun own = CliRun.Of([.. Arguments(run), .. arguments]);
        Assert.Equal(("", 0), (own.Error, own.ExitCode));
    }

    private void Torch(string run, string[] arguments)
    {
        Skip.If(Program is null, Missing);
        var start = new ProcessStartInfo(Program, [.. Arguments(run), .. arguments, "--engine", "torch"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Skip.If(errors.Contains("libraries cannot be loaded", StringComparison.Ordinal), errors);
        Assert.Equal(("", 0), (errors, process.ExitCode));
    }

    private double?[] Losses(string run) => [.. Log(run).Select(entry => entry.Loss).Where(loss => loss is not null)];

    // lines of steps; a line of a validation at the end has none
    private LogEntry[] Log(string run) =>
        [
            .. File.ReadLines(InFolder(run, "log.csv"))
                .Select(LogEntry.TryParse)
                .OfType<LogEntry>()
                .Where(entry => entry.Loss is not null),
        ];

    private string InFolder(params string[] parts) => Path.Combine([_folder, .. parts]);
}
