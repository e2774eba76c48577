using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Samples;

namespace LakhNes.Engine.Tests;

/// <summary>The audio thread allocates nothing, whatever it is sent.</summary>
public class RealTimeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ProcessingAllocatesNothing(bool voices)
    {
        const int blocks = 400,
            frames = 256;
        var engine = new ChipEngine();
        engine.Activate(48_000, frames);
        var rig = new EngineRig(engine) { WantVoices = voices };
        EngineEvent[] script = Script.Busy(seed: 3, blocks * frames, count: 3000);
        var blockEvents = new EngineEvent[blocks][];
        for (int block = 0; block < blocks; block++)
        {
            blockEvents[block] =
            [
                .. script.Where(e => e.Offset / frames == block).Select(e => e with { Offset = e.Offset % frames }),
            ];
        }

        foreach (EngineEvent[] events in blockEvents)
            rig.Block(frames, events);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (EngineEvent[] events in blockEvents)
            rig.Block(frames, events);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TenMinutesOfHeavyPlayingCollectNoGarbage()
    {
        const int rate = 48_000,
            frames = 512;
        var engine = new ChipEngine();
        engine.Activate(rate, frames);
        var rig = new EngineRig(engine);
        EngineEvent[] script = Script.Busy(seed: 11, frames * 64, count: 400);
        var loop = new EngineEvent[64][];
        for (int block = 0; block < loop.Length; block++)
        {
            loop[block] = [.. script.Where(e => e.Offset / frames == block).Select(e => e with { Offset = e.Offset % frames })];
        }

        for (int block = 0; block < loop.Length; block++)
            rig.Block(frames, loop[block]);
        GC.Collect();
        // the thread's own count: other tests of this process may allocate meanwhile
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int block = 0; block < 600 * rate / frames; block++)
            rig.Block(frames, loop[block % loop.Length]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void EditsAndPresetsFromAnotherThreadCostTheAudioThreadNothing()
    {
        var engine = new ChipEngine();
        engine.Activate(48_000, 64);
        var rig = new EngineRig(engine);
        OwnSample sample = new()
        {
            LowKey = 40,
            HighKey = 40,
            RootKey = 40,
            Bytes = new byte[17],
        };
        Assert.True(DmcSampleBank.TryMake([sample, sample with { LowKey = 0, HighKey = 127 }], out DmcSampleBank samples));
        using var stop = new CancellationTokenSource();
        var editor = new Thread(() =>
        {
            for (int turn = 0; !stop.IsCancellationRequested; turn++)
            {
                engine.LoadPreset(turn % 24);
                engine.Samples = turn % 2 == 0 ? samples : DmcSampleBank.Factory;
                engine.SetParameter(turn % Parameters.ParameterTable.All.Length, turn);
                if (turn % 50 == 0)
                    Assert.True(engine.TryLoadState(engine.SaveState(), out _));
            }
        });
        editor.Start();
        rig.Block(64, [new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1)]);
        EngineEvent[] hit = [new(EngineEventKind.NoteOn, 0, 9, 40, Value: 1)];
        // code that the runtime compiles on its first run is not what is measured: the plugin is compiled beforehand
        for (int block = 0; block < 2_000; block++)
            rig.Block(64, block % 10 == 0 ? hit : []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int block = 0; block < 20_000; block++)
            rig.Block(64, block % 10 == 0 ? hit : []);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        stop.Cancel();
        editor.Join();
        Assert.Equal(0, allocated);
    }
}
