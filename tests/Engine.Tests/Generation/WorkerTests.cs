using System.Diagnostics;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Generator;
using LakhNes.Generator.Composition;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// The generator's thread: what it costs, and how it comes and goes. Alone in the process, because threads are counted.
/// </summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class WorkerTests
{
    private const int Quarter = SongRig.Rate / 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Every mode, played to and re-composed, with nothing allocated on either thread.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public void ComposingAllocatesOnNeitherThread(int mode, bool offline)
    {
        (string, double)[] settings =
        [
            ("Mode", mode),
            ("Run", 1),
            ("Listen Bars", 1),
            ("Answer Bars", 1),
            ("Quantise", 50),
            ("Scale", 1),
            ("Density", 0.5),
        ];
        Render(settings, offline).Dispose();
        using SongRig rig = Render(settings, offline);
        Assert.Equal(0, rig.AllocatedBytes);
        Assert.Equal(0, rig.Engine.GeneratorAllocatedBytes);
        Assert.NotEqual(0, rig.Engine.TokensPerSecond);
        if (offline)
            Assert.NotEmpty(rig.Sent);
    }

    /// <summary>An infill takes its room from whoever asks for it, and from the first one.</summary>
    [Fact]
    public void FillingInAllocatesNothingOnTheWorker()
    {
        FillIn(); // what is made once in a process
        Assert.Equal(0, FillIn());
    }

    private static long FillIn()
    {
        using SongRig rig = Render([("Mode", 1), ("Run", 1), ("Begin", 1)], offline: true);
        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        Take take = rig.Takes()[0];
        for (int variation = 0; variation < 3; variation++)
        {
            Assert.True(
                rig.Engine.TryInfillTake(
                    new TakeInfill(take.Number, 1, take.Bars, new VoiceSet(5)),
                    out InfillTask? task,
                    out string error,
                    variation
                ),
                error
            );
            Eventually.True(() => task.IsDone);
            Assert.Equal("", task.Error);
        }

        return rig.Engine.GeneratorAllocatedBytes;
    }

    /// <summary>Offline the first block already waits for the model.</summary>
    [Fact]
    public void AModeThatIsChosenWithinABlockComposesInThatBlock()
    {
        using var rig = new SongRig();
        var host = new Thread(() => rig.Render(4096, [SongRig.Set(0, "Run", 1), SongRig.Set(0, "Mode", 4)], 4096))
        {
            IsBackground = true,
        };
        host.Start();
        Assert.True(host.Join(Patience));
        Assert.Equal(GeneratorStatus.Ready, rig.Engine.GeneratorStatus);
    }

    [SkippableFact]
    public void AModelThatTakesForEverToLoadKeepsNoBlockWaiting()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a named pipe");
        string pipe = Path.Combine(Path.GetTempPath(), $"lakhnes-{Environment.ProcessId}.onnx");
        using (Process made = Process.Start("mkfifo", pipe))
            made.WaitForExit();
        try
        {
            using var rig = new SongRig(model: false, ("Mode", 4), ("Run", 1)) { Offline = false };
            rig.Engine.UseModel(new ModelSource(pipe));
            rig.Block(64, []);
            Eventually.True(() => rig.Engine.GeneratorStatus == GeneratorStatus.Loading);
            rig.Render(8 * Quarter, SongRig.Phrase(), 64);
            Assert.Equal(GeneratorStatus.Loading, rig.Engine.GeneratorStatus);
            Assert.Contains(rig.Heard, sample => Math.Abs(sample) > 0.01);

            // an end without a byte lets it go; the worker may hold a lock of its own by now
            new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite).Dispose();
            Eventually.True(() => rig.Engine.GeneratorStatus == GeneratorStatus.Failed);
            Assert.Contains(pipe, rig.Engine.GeneratorError);
        }
        finally
        {
            File.Delete(pipe);
        }
    }

    [SkippableFact]
    public void InstancesThatComeAndGoWhileTheyPlayLeaveNoThread()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs /proc");

        // a thread of ONNX Runtime's own takes the name of the one that uses it first
        SharedModel.Acquire(SongRig.ModelPath).Dispose();
        int before = Threads();

        // the system may still name one that has just ended
        for (int now = -1; now != before; before = Threads())
        {
            now = before;
            Thread.Sleep(200);
        }

        for (int turn = 0; turn < 10; turn++)
        {
            using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]) { Offline = turn % 2 == 0 };
            var user = new Thread(() =>
            {
                for (int i = 0; i < 20; i++)
                {
                    if (i % 5 == 4)
                        rig.Engine.Dispose();
                    rig.Engine.UseModel(i % 3 == 2 ? null : new ModelSource(SongRig.ModelPath));
                    Thread.Sleep(1);
                }
            });
            Eventually.True(() => Threads() == before + 1);
            user.Start();
            while (user.IsAlive)
                rig.Block(64, []);
            user.Join();
            rig.Block(64, []);
            Assert.Equal(0, rig.AllocatedBytes);
        }

        Eventually.True(() => Threads() == before, () => $"{Threads()} threads, {before} before");
    }

    [Fact]
    public void AGeneratorThatIsReplacedBetweenTwoBlocksIsAskedAnew()
    {
        using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]);
        rig.Render(4 * Quarter, [], 512);
        rig.Engine.Dispose();
        rig.Engine.UseModel(new ModelSource(SongRig.ModelPath));
        int before = rig.Sent.Count;
        var host = new Thread(() => rig.Render(8 * Quarter, [], 512)) { IsBackground = true };
        host.Start();
        Assert.True(host.Join(Patience), "a host that renders offline waits for what nobody composes");
        Assert.Contains(rig.Sent.Skip(before), e => e.Kind == EngineEventKind.NoteOn);
        Assert.Equal(0, rig.Engine.LateNotes);
    }

    private static SongRig Render((string, double)[] settings, bool offline)
    {
        var rig = new SongRig(parameters: settings) { Offline = offline };
        rig.Render(16 * Quarter, [.. SongRig.Phrase(), .. SongRig.Phrase(10 * Quarter)], 64);
        Eventually.True(() =>
        {
            rig.Block(64, []);
            return rig.Engine.TokensPerSecond > 0;
        });
        return rig;
    }

    // those of the generator by the name that the system knows
    private static int Threads() => Directory.GetDirectories("/proc/self/task").Count(IsTheGenerators);

    private static bool IsTheGenerators(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("LakhNES", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // it has ended since it was listed
            return false;
        }
    }
}
