using System.Diagnostics;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Score.Formats;
using LakhNes.Score.Tokens;
using LakhNes.Training.Data;
using LakhNes.Training.Reports;
using LakhNes.Training.Runs;

namespace LakhNes.Training.Tests;

/// <summary>
/// <c>training/pytorch/train.py</c> takes the same steps on the same songs, varied in the same way, and writes the same
/// checkpoint (dropout off, since each draws it in its own way).
/// </summary>
public sealed class PyTorchTwinTests : IDisposable
{
    private const int Steps = 20;
    private const double Tolerance = 1e-4;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)] // data-parallel, plain Adam
    [InlineData(1, false, true)]
    public void BothTrainersGiveTheSameLosses(int processes, bool adam, bool bf16)
    {
        // bf16 has 8 bits of precision
        double tolerance = bf16 ? 2e-2 : Tolerance;
        string python = FindPyTorch();
        TransformerXlWeights model = TinyData.Model();
        CheckpointWriter.WriteFolder(model, _folder["init"]);
        CheckpointWriter.WriteFolder(model, _folder["data"]); // for its vocabulary
        WriteSongs("train", Enumerable.Range(0, 9).Select(i => TinyData.Song(i)));
        WriteSongs("valid", Enumerable.Range(100, 8).Select(i => TinyData.Song(i, 100)));
        var options = new RunOptions
        {
            Trainer = new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 12,
                Dropout = 0,
                Seed = 3,
                Optimiser = new OptimiserOptions
                {
                    SecondDecay = 0.98,
                    WeightDecay = adam ? 0.01 : 0.1,
                    Decoupled = !adam,
                    Clip = 0.5,
                },
            },
            Batches = [new BatchPhase(4)],
            Rate = 1e-2,
            LowestRate = 1e-4,
            WarmUp = 5,
            Steps = Steps,
            AverageDecay = 0.95,
            ValidateEvery = 10,
            LogEvery = 1,
        };
        using (var run = new TrainingRun(model, TrainingData.Read(_folder["data"], TokenVocabulary.Txf), options, _folder["own"]))
            run.Run();
        string[] train =
        [
            Script("train.py"),
            "--data",
            _folder["data"],
            "--out",
            _folder["torch"],
            "--init",
            _folder["init"],
            "--steps",
            "20",
            "--batch",
            "4",
            "--tgt-len",
            "8",
            "--mem-len",
            "12",
            "--dropout",
            "0",
            "--seed",
            "3",
            "--beta2",
            "0.98",
            "--weight-decay",
            adam ? "0.01" : "0.1",
            "--optimiser",
            adam ? "adam" : "adamw",
            "--clip",
            "0.5",
            "--lr",
            "0.01",
            "--lr-min",
            "0.0001",
            "--warmup",
            "5",
            "--average",
            "0.95",
            "--validate-every",
            "10",
            "--log-every",
            "1",
            "--threads",
            "1",
            bf16 ? "--bf16" : "--no-bf16",
        ];
        Run(python, train, processes);

        LogEntry[] own = Log("own"),
            torch = Log("torch");
        Assert.Equal(Enumerable.Range(1, Steps).Select(step => (long)step), own.Select(entry => entry.Step));
        Assert.Equal(own.Select(entry => entry.Step), torch.Select(entry => entry.Step));
        Assert.Equal(bf16, own.Zip(torch, (a, b) => Math.Abs(a.Loss!.Value - b.Loss!.Value)).Max() > Tolerance);
        Assert.True(own[^1].Loss < 0.9 * own[0].Loss, "it learns nothing");
        for (int i = 0; i < Steps; i++)
        {
            Assert.Equal(own[i].Loss!.Value, torch[i].Loss!.Value, tolerance);
            Assert.Equal(own[i].GradientNorm!.Value, torch[i].GradientNorm!.Value, 10 * tolerance);
            Assert.Equal(own[i].Rate, torch[i].Rate, 1e-8);
            Assert.Equal(own[i].ValidLoss is null, torch[i].ValidLoss is null);
            if (own[i].ValidLoss is not { } loss)
                continue;
            Assert.Equal(loss, torch[i].ValidLoss!.Value, tolerance);
            Assert.Equal(own[i].NatsPerSecond!.Value, torch[i].NatsPerSecond!.Value, 100 * tolerance);
        }

        TransformerXlWeights mine = CheckpointReader.ReadFolder(_folder["own", "last"]),
            theirs = CheckpointReader.ReadFolder(_folder["torch", "last"]);
        Assert.Equal(mine.Vocabulary.Symbols.ToArray(), theirs.Vocabulary.Symbols.ToArray());
        foreach (ParameterShape parameter in mine.Dimensions.Parameters())
        {
            double difference = mine.Parameters[parameter.Name]
                .Zip(theirs.Parameters[parameter.Name], (a, b) => Math.Abs(a - b))
                .Max();
            Assert.True(difference < (bf16 ? 2e-2 : 2e-3), $"{parameter.Name}: {difference}");
        }
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "pytorch", name);

    // Debian's PyTorch belongs to Debian's Python, which need not be the first one
    private static string FindPyTorch()
    {
        foreach (string python in new[] { "python3", "/usr/bin/python3" })
        {
            try
            {
                using Process? probe = Process.Start(
                    new ProcessStartInfo(python, ["-c", "import torch, numpy"]) { RedirectStandardError = true }
                );
                probe?.WaitForExit();
                if (probe?.ExitCode == 0)
                    return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // there is no such Python
            }
        }

        Skip.If(true, "there is no Python with PyTorch and NumPy");
        return "";
    }

    // several processes by torchrun
    private void Run(string program, string[] arguments, int processes)
    {
        if (processes > 1)
        {
            // without -r and -t the torchrun of PyTorch 1.13 fails on a Python after 3.10
            string port = FormattableString.Invariant($"{20000 + Environment.ProcessId % 20000}");
            arguments =
            [
                "-m",
                "torch.distributed.run",
                "--nproc_per_node",
                FormattableString.Invariant($"{processes}"),
                "--master_addr",
                "127.0.0.1",
                "--master_port",
                port,
                "-r",
                "1",
                "-t",
                "1",
                "--log_dir",
                _folder["out"],
                .. arguments,
            ];
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private void WriteSongs(string split, IEnumerable<Score.NesScore> songs)
    {
        Directory.CreateDirectory(_folder["data", split]);
        foreach ((int number, Score.NesScore song) in songs.Index())
            File.WriteAllText(
                _folder["data", split, FormattableString.Invariant($"{number:00}.txf.txt")],
                NesTextFormat.Txf.Write(song)
            );
    }

    private LogEntry[] Log(string run) =>
        [.. File.ReadLines(_folder[run, "log.csv"]).Select(LogEntry.TryParse).OfType<LogEntry>()];
}
