using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>A process call allocates nothing.</summary>
public sealed unsafe class ProcessAllocationTests
{
    private static readonly Parameter Duty = ParameterTable.Find("Pulse 1 Duty")!;

    private static uint Id(int channel, int controller)
    {
        uint id;
        Assert.Equal(Result.Ok, Vst3MidiParameters.Assign(0, channel, controller, &id));
        return id;
    }

    [Fact]
    public void ProcessAllocatesNothing()
    {
        using var rig = new Vst3Rig();
        rig.ActivateBus(MediaType.Audio, BusDirection.Output, 1, true);
        long before = 0;
        for (int i = 0; i < 400; i++)
        {
            // the first rounds load what the runtime loads lazily
            if (i == 200)
                before = GC.GetAllocatedBytesForCurrentThread();
            AddBusyBlock(rig, i);
            RunBare(rig);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // everything that a host sends, out of lists that were made before
    private static void AddBusyBlock(Vst3Rig rig, int round)
    {
        List<Event> events = rig.Events.Events;
        events.Clear();
        rig.Events.NoteOn(200, 60 + (round % 24), noteId: round);
        rig.Events.NoteOff(100, 60 + ((round + 23) % 24));
        rig.Events.Expression(220, NoteExpressionType.Tuning, round, 0.51);
        if (rig.Changes.Queues.Count > 0)
            return;
        rig.Changes.Add(Duty.Id, 17, 0.3);
        rig.Changes.Add(Id(0, 1), 99, 0.4);
        rig.Changes.Add(Id(3, 129), 3, 0.4);
    }

    private static void RunBare(Vst3Rig rig)
    {
        float* samples = stackalloc float[3 * 256];
        void** main = stackalloc void*[] { samples, samples + 256 };
        void** voice = stackalloc void*[] { samples + 512 };
        AudioBusBuffers* buses = stackalloc AudioBusBuffers[2];
        buses[0] = new AudioBusBuffers { ChannelCount = 2, ChannelBuffers = main };
        buses[1] = new AudioBusBuffers { ChannelCount = 1, ChannelBuffers = voice };
        var data = new ProcessData
        {
            SampleCount = 256,
            OutputCount = 2,
            Outputs = buses,
            InputParameterChanges = (IParameterChanges*)rig.Changes.Pointer,
            InputEvents = (IEventList*)rig.Events.Pointer,
        };
        if (rig.Process(&data) != Result.Ok)
            throw new InvalidOperationException("process failed");
    }
}
