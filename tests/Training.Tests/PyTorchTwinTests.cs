using System.Diagnostics;
using System.Globalization;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;
using LakhNes.Training.Data;
using LakhNes.Training.Reports;
using LakhNes.Training.Runs;

namespace LakhNes.Training.Tests;

/// <summary>
/// <c>training/pytorch/train.py</c> takes the same steps on the same songs, varied in the same way, and writes the same checkpoint (dropout off,
/// since each draws it in its own way).
/// </summary>
public sealed class PyTorchTwinTests : IDisposable
{
    private const int Steps = 20;
    private const double Tolerance = 1e-4;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(1, false)]
    [InlineData(2, true)] // data-parallel, plain Adam
    public void BothTrainersGiveTheSameLosses(int processes, bool adam)
    {
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
                Optimiser = new OptimiserOptions { SecondDecay = 0.98, WeightDecay = adam ? 0.01 : 0.1, Decoupled = !adam, Clip = 0.5 },
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
        using (var run = new TrainingRun(model, TrainingData.Read(_folder["data"], TokenVocabulary.Txf), options, _folder["own"])) run.Run();
        string[] train = [Script("train.py"),
            "--data", _folder["data"], "--out", _folder["torch"], "--init", _folder["init"], "--steps", "20", "--batch", "4", "--tgt-len", "8", "--mem-len", "12",
            "--dropout", "0", "--seed", "3", "--beta2", "0.98", "--weight-decay", adam ? "0.01" : "0.1", "--optimiser", adam ? "adam" : "adamw", "--clip", "0.5",
            "--lr", "0.01", "--lr-min", "0.0001", "--warmup", "5", "--average", "0.95", "--validate-every", "10", "--log-every", "1", "--threads", "1"];
        Run(python, train, processes);

        LogEntry[] own = Log("own"), torch = Log("torch");
        Assert.Equal(Enumerable.Range(1, Steps).Select(step => (long)step), own.Select(entry => entry.Step));
        Assert.Equal(own.Select(entry => entry.Step), torch.Select(entry => entry.Step));
        Assert.True(own[^1].Loss < 0.9 * own[0].Loss, "it learns nothing");
        for (int i = 0; i < Steps; i++)
        {
            Assert.Equal(own[i].Loss!.Value, torch[i].Loss!.Value, Tolerance);
            Assert.Equal(own[i].GradientNorm!.Value, torch[i].GradientNorm!.Value, 1e-3);
            Assert.Equal(own[i].Rate, torch[i].Rate, 1e-8);
            Assert.Equal(own[i].ValidLoss is null, torch[i].ValidLoss is null);
            if (own[i].ValidLoss is not { } loss) continue;
            Assert.Equal(loss, torch[i].ValidLoss!.Value, Tolerance);
            Assert.Equal(own[i].NatsPerSecond!.Value, torch[i].NatsPerSecond!.Value, 1e-2);
        }

        TransformerXlWeights mine = CheckpointReader.ReadFolder(_folder["own", "last"]), theirs = CheckpointReader.ReadFolder(_folder["torch", "last"]);
        Assert.Equal(mine.Vocabulary.Symbols.ToArray(), theirs.Vocabulary.Symbols.ToArray());
        foreach (ParameterShape parameter in mine.Dimensions.Parameters())
        {
            double difference = mine.Parameters[parameter.Name].Zip(theirs.Parameters[parameter.Name], (a, b) => Math.Abs(a - b)).Max();
            Assert.True(difference < 2e-3, $"{parameter.Name}: {difference}");
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
                using Process? probe = Process.Start(new ProcessStartInfo(python, ["-c", "import torch, numpy"]) { RedirectStandardError = true });
                probe?.WaitForExit();
                if (probe?.ExitCode == 0) return python;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // there is no such Python
            }
        }

        Skip.If(true, "there is no Python with PyTorch and NumPy");
        return "";
    }

    // as torchrun would, which does not run on every Python that PyTorch runs on
    private static void Run(string program, string[] arguments, int processes)
    {
        string port = (20000 + Environment.ProcessId % 20000).ToString(CultureInfo.InvariantCulture);
        (Process Process, Task<string> Errors)[] started = [.. Enumerable.Range(0, processes).Select(rank =>
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
            if (processes > 1)
            {
                foreach (string name in new[] { "RANK", "LOCAL_RANK" }) start.Environment[name] = rank.ToString(CultureInfo.InvariantCulture);
                start.Environment["WORLD_SIZE"] = processes.ToString(CultureInfo.InvariantCulture);
                start.Environment["MASTER_ADDR"] = "127.0.0.1";
                start.Environment["MASTER_PORT"] = port;
            }

            Process process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            return (process, process.StandardError.ReadToEndAsync());
        })];
        foreach ((Process process, Task<string> errors) in started)
        {
            using (process)
            {
                process.WaitForExit();
                Assert.True(process.ExitCode == 0, errors.Result);
            }
        }
    }

    private void WriteSongs(string split, IEnumerable<Score.NesScore> songs)
    {
        Directory.CreateDirectory(_folder["data", split]);
        foreach ((int number, Score.NesScore song) in songs.Index())
            File.WriteAllText(_folder["data", split, FormattableString.Invariant($"{number:00}.txf.txt")], NesTextFormat.Txf.Write(song));
    }

    private LogEntry[] Log(string run) => [.. File.ReadLines(_folder[run, "log.csv"]).Select(LogEntry.TryParse).OfType<LogEntry>()];
}
