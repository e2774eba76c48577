using LakhNes.Corpus.Augmentation;
using LakhNes.Generator;
using LakhNes.Generator.Checkpoints;
using LakhNes.Training.Kernels;
using LakhNes.Training.Reports;
using LakhNes.Training.Runs;

namespace LakhNes.Training.Tests.Runs;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TestFolder _folder = new();

    // everything that a run's future depends on: dropout, augmentation, the average, two sizes of batch, several epochs, two
    // threads
    private static readonly RunOptions Options = new()
    {
        Trainer = new TrainerOptions
        {
            SegmentLength = 8,
            MemoryLength = 12,
            Threads = 2,
            Seed = 5,
        },
        Batches = [new BatchPhase(3, 9), new BatchPhase(4)],
        Rate = 1e-2,
        WarmUp = 4,
        Steps = 40,
        AverageDecay = 0.9,
        ValidateEvery = 10,
        LogEvery = 5,
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, OptimiserRule.Adam)]
    [InlineData(9, OptimiserRule.Adam)]
    [InlineData(10, OptimiserRule.Adam)]
    [InlineData(23, OptimiserRule.Adam)]
    [InlineData(11, OptimiserRule.Sgd, 2)]
    [InlineData(23, OptimiserRule.Adagrad, 4)]
    public void AResumedRunIsTheUninterruptedOneToTheBit(int stopAfter, OptimiserRule rule, int chunks = 1)
    {
        TrainerOptions trainer = Options.Trainer with
        {
            Optimiser = new OptimiserOptions { Rule = rule, Momentum = 0.5 },
            Chunks = chunks,
            VariesSegments = chunks > 1,
            AttentionDropout = chunks > 1 ? 0.1 : 0,
        };
        RunOptions options = Options with { Trainer = trainer, Batches = chunks > 1 ? [new BatchPhase(4)] : Options.Batches };
        string whole = _folder["whole"],
            halves = _folder["halves"];
        using (TrainingRun run = Begin(options, whole))
            Assert.Equal(RunEnd.Finished, run.Run());
        using (TrainingRun run = Begin(options, halves))
            Assert.Equal(RunEnd.Stopped, StopAfter(run, stopAfter));
        TrainingState state = TrainingState.Read(Path.Combine(halves, TrainingState.FileName));
        Assert.Equal(stopAfter, state.Position.Step);
        using (var run = new TrainingRun(state, TinyData.Create(), state.Options, halves))
        {
            Assert.Equal(RunEnd.Finished, run.Run());
            Assert.Equal(40, run.Position.Step);
            Assert.True(run.Position.Epoch > (chunks > 1 ? 0 : 1)); // varied segments are longer
        }

        foreach (string checkpoint in new[] { TrainingRun.BestFolder, TrainingRun.LastFolder })
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(whole, checkpoint, "model.pt")),
                File.ReadAllBytes(Path.Combine(halves, checkpoint, "model.pt"))
            );
        Assert.Equal(Validations(whole), Validations(halves));
    }

    [Fact]
    public void TrainingLearnsAndTheLogSaysSo()
    {
        using TrainingRun run = Begin(Options with { Steps = 120, ValidateFirst = true }, _folder.Path);
        run.Run();
        LogEntry[] log = Log(_folder.Path);
        Assert.Equal(new long[] { 0, 5, 10, 15 }, log.Take(4).Select(entry => entry.Step));
        Assert.All(log.Where(entry => entry.Step % 10 == 0), entry => Assert.NotNull(entry.ValidLoss));
        Assert.Equal(log[0].ValidLoss!.Value, run.Position.FirstLoss!.Value, 1e-5);
        Assert.Equal(log.Min(entry => entry.ValidLoss)!.Value, run.Position.BestLoss!.Value, 1e-5);
        Assert.True(run.Position.BestLoss < 0.7 * run.Position.FirstLoss, $"{run.Position.FirstLoss} to {run.Position.BestLoss}");
        Assert.Equal(9 * 3 * 8 + 111 * 4 * 8, run.Position.Tokens);
        Assert.True(File.Exists(_folder["loss.png"]));
    }

    [Fact]
    public void ARunEndsWhenValidationGetsNoBetter()
    {
        // with a rate of 0 nothing changes: the first validation is the best, and two more are not better
        using TrainingRun run = Begin(
            Options with
            {
                Rate = 0,
                LowestRate = 0,
                Decay = RateDecay.Constant,
                Patience = 2,
                ValidateEvery = 3,
            },
            _folder.Path
        );
        Assert.Equal(RunEnd.NoBetter, run.Run());
        Assert.Equal((9, 3), (run.Position.Step, run.Position.BestStep));
    }

    [Fact]
    public void TheFirstValidationMeasuresTheModelThatWasGivenAndKeepsItWhereNothingIsBetter()
    {
        TransformerXlWeights model = TinyData.Model();
        // a rate that ruins it
        using TrainingRun run = new(
            model,
            TinyData.Create(),
            Options with
            {
                ValidateFirst = true,
                Rate = 0.9,
                WarmUp = 0,
                Steps = 10,
                AverageDecay = 0,
            },
            _folder.Path
        );
        run.Run();
        Assert.Equal(0, run.Position.BestStep);
        TransformerXlWeights best = CheckpointReader.ReadFolder(run.BestCheckpoint);
        Assert.All(model.Parameters, parameter => Assert.Equal(parameter.Value, best.Parameters[parameter.Key]));
    }

    [Fact]
    public void CheckpointsOfHalfPrecisionHoldTheSameNumbersRounded()
    {
        using (TrainingRun run = Begin(Options with { Steps = 3 }, _folder["single"]))
            run.Run();
        using (TrainingRun run = Begin(Options with { Steps = 3, HalfPrecision = true }, _folder["half"]))
            run.Run();
        TransformerXlWeights single = CheckpointReader.ReadFolder(_folder["single", "last"]),
            half = CheckpointReader.ReadFolder(_folder["half", "last"]);
        Assert.All(
            single.Parameters,
            parameter => Assert.Equal(parameter.Value.Select(number => (float)(Half)number), half.Parameters[parameter.Key])
        );
        Assert.Equal(single.Dimensions, half.Dimensions);
        long Size(string run) => new FileInfo(_folder[run, "last", "model.pt"]).Length;
        long numbers = single.Dimensions.Parameters().Sum(parameter => (long)parameter.Count);
        // the pickles name the types of numbers, too
        Assert.InRange(Size("single") - Size("half"), 2 * numbers, 2 * numbers + 1000);
    }

    [Fact]
    public void TooLittleMusicIsAnErrorThatSaysSo()
    {
        using var run = new TrainingRun(TinyData.Model(), TinyData.Create(1, notes: 4), Options, _folder.Path);
        Assert.StartsWith(
            "too little music",
            Assert.Throws<TrainingException>(() => run.Run()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ALossThatIsNoNumberEndsTheRunAndLeavesTheLastCheckpoint()
    {
        using (TrainingRun run = Begin(Options with { Steps = 10 }, _folder.Path))
            run.Run();
        byte[] last = File.ReadAllBytes(_folder["last", "model.pt"]);
        TrainingState state = TrainingState.Read(_folder[TrainingState.FileName]);
        using var ruined = new TrainingRun(
            state,
            TinyData.Create(),
            state.Options with
            {
                Rate = 1e30,
                Steps = 20,
                Decay = RateDecay.Constant,
                Augmentation = AugmentationOptions.None,
            },
            _folder.Path
        );
        Assert.Contains(
            "no number any more",
            Assert.Throws<TrainingException>(() => ruined.Run()).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(last, File.ReadAllBytes(_folder["last", "model.pt"]));
    }

    [Fact]
    public void MinutesEndARun()
    {
        using TrainingRun run = Begin(Options with { Steps = null, Minutes = 0.002, ValidateEvery = 0 }, _folder.Path);
        Assert.Equal(RunEnd.Finished, run.Run());
        Assert.InRange(run.Position.Seconds, 0.12, 10);
    }

    private static TrainingRun Begin(RunOptions options, string folder) =>
        new(TinyData.Model(), TinyData.Create(), options, folder);

    private static RunEnd StopAfter(TrainingRun run, int steps)
    {
        using var stop = new CancellationTokenSource();
        return run.Run(new Stopper(stop, steps), stop.Token);
    }

    private static LogEntry[] Log(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "log.csv")).Select(LogEntry.TryParse).OfType<LogEntry>()];

    private static IEnumerable<(long, double)> Validations(string folder) =>
        Log(folder).Where(entry => entry.ValidLoss is not null).Select(entry => (entry.Step, entry.ValidLoss!.Value));

    private sealed class Stopper(CancellationTokenSource stop, int steps) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Position.Step == steps)
                stop.Cancel();
        }
    }
}
