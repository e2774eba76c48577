using System.Runtime.CompilerServices;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Tests.Clap;
using LakhNes.Plugin.Tests.Vst3;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Tests.Core;

/// <summary>What failed inside the plugin can be read afterwards, though nothing of it reaches the host.</summary>
[Collection(nameof(FaultCollection))]
public sealed unsafe class FaultLogTests : IDisposable
{
    private const int SetActive = 11;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly FaultLog _before = FaultLog.OfProcess;

    public FaultLogTests() => FaultLog.OfProcess = new FaultLog(LogFile);

    private string LogFile => Path.Combine(_folder, "LakhNES", "faults.log");

    /// <summary>No test writes into the folder of whoever runs it.</summary>
    [ModuleInitializer]
    internal static void KeepOutOfTheUsersFolder() => FaultLog.OfProcess = new FaultLog(path: null);

    public void Dispose()
    {
        FaultLog.OfProcess = _before;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void KeepingAFaultAllocatesNothingAndMoreThanFitAreCounted()
    {
        var log = new FaultLog(LogFile);
        var fault = new InvalidOperationException("first line\nsecond line");
        log.Add(fault, "Type", "Function");
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < FaultLog.Capacity + 6; i++)
            log.Add(fault, "Type", "Function");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        IReadOnlyList<string> lines = log.Publish();
        Assert.Equal(FaultLog.Capacity + 1, lines.Count);
        Assert.EndsWith("Type.Function: InvalidOperationException: first line second line", lines[0]);
        Assert.EndsWith(" and 7 more", lines[^1]);
        Assert.Equal(lines[^2], log.Last);
        Assert.Equal(lines, File.ReadAllLines(LogFile));
        Assert.Empty(log.Publish());
        log.Add(fault, "Type", "Later");
        Assert.Contains("Type.Later", Assert.Single(log.Publish()));
    }

    [Fact]
    public void FaultsOfSeveralThreadsAreEachKeptOnceOrCounted()
    {
        var log = new FaultLog(path: null);
        const int threads = 4,
            each = 500;
        int lines = 0,
            more = 0;
        Thread[] keepers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Keep))];
        foreach (Thread keeper in keepers)
            keeper.Start();
        while (keepers.Any(keeper => keeper.IsAlive))
            Count();
        Count();
        Assert.Equal(threads * each, lines + more);
        Assert.Equal(threads * each, log.Count);

        void Keep()
        {
            for (int i = 0; i < each; i++)
                log.Add(new ArgumentException("x"), "Type", "Function");
        }

        void Count()
        {
            foreach (string line in log.Publish())
            {
                string[] words = line.Split(' ');
                if (words[^1] == "more")
                    more += int.Parse(words[^2]);
                else
                    lines++;
            }
        }
    }

    [Fact]
    public void TheFileKeepsTheNewestFaultsAndIsBounded()
    {
        var log = new FaultLog(LogFile);
        for (int i = 0; i < 400; i++)
        {
            log.Add(new InvalidOperationException($"{i} {new string('x', 300)}"), "Type", "Function");
            log.Publish();
            Assert.True(new FileInfo(LogFile).Length <= FaultFile.MostBytes);
        }

        string[] kept = File.ReadAllLines(LogFile);
        Assert.InRange(kept.Length, 50, 399);
        Assert.All(kept, line => Assert.Contains(" Type.Function: ", line));
        Assert.Equal(log.Last, kept[^1]);
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsLeftOut()
    {
        Directory.CreateDirectory(LogFile);
        var log = new FaultLog(LogFile);
        log.Add(new InvalidOperationException(), "Type", "Function");
        Assert.Single(log.Publish());
        Assert.NotNull(log.Last);
    }

    [Fact]
    public void AFaultInAClapFunctionIsToldToTheHostsLog()
    {
        using var rig = new ClapRig();
        ClapPlugin broken = *rig.Plugin;
        broken.Data = 0;
        Assert.Equal(ClapProcessStatus.Error, broken.Process(&broken, null));
        Assert.Empty(rig.Host.Log);

        rig.Run(64);
        rig.Run(64);
        Assert.Equal(1, rig.Host.Callbacks);
        rig.Plugin->OnMainThread(rig.Plugin);
        string line = Assert.Single(rig.Host.Log);
        Assert.StartsWith("log 3: ", line);
        Assert.Contains("ClapPluginFunctions.Process: InvalidOperationException", line);
        Assert.Equal((0, 0), (rig.Host.Rescans, rig.Host.Dirty));
        Assert.EndsWith(File.ReadAllLines(LogFile).Single(), line);
    }

    [Fact]
    public void AFaultInAVst3FunctionIsWrittenDownWhenTheInstanceStops()
    {
        using var rig = new Vst3Rig();
        ComObject nothing = default;
        var broken = new ComInterface { Vtable = rig.Component->Vtable, Owner = &nothing };
        Assert.Equal(Result.InternalError, ((delegate* unmanaged<ComInterface*, byte, int>)broken.Vtable[SetActive])(&broken, 1));
        Assert.False(File.Exists(LogFile));

        Assert.Equal(
            Result.Ok,
            ((delegate* unmanaged<ComInterface*, byte, int>)rig.Component->Vtable[SetActive])(rig.Component, 0)
        );
        Assert.Contains("ComponentVtable.SetActive: InvalidOperationException", File.ReadAllLines(LogFile).Single());
    }
}
