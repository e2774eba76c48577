using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>Parameters, programs and controllers in a process call, and what of them is stored.</summary>
public sealed unsafe class ProcessParameterTests
{
    private const int Key = 69;

    private static readonly Parameter Duty = ParameterTable.Find("Pulse 1 Duty")!;

    private static bool Sounds(double[] samples) => samples.Any(sample => Math.Abs(sample) > 1e-3);

    private static uint Id(int channel, int controller)
    {
        uint id;
        Assert.Equal(Result.Ok, Vst3MidiParameters.Assign(0, channel, controller, &id));
        return id;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(333)]
    public void EveryPointIsHeardAtItsOwnSampleWhateverTheBlocks(int block)
    {
        const int Frames = 1024;
        (int At, double Value)[] points = [(50, 0), (51, 1), (400, 1.0 / 3), (777, 0)];
        double[] whole,
            cut;
        using (var rig = new Vst3Rig())
        {
            rig.Events.NoteOn(10, Key);
            foreach ((int at, double value) in points)
                rig.Changes.Add(Duty.Id, at, value);
            whole = rig.Left(Frames);
        }

        using (var rig = new Vst3Rig())
        {
            cut = new double[Frames];
            for (int start = 0; start < Frames; start += block)
            {
                int frames = Math.Min(block, Frames - start);
                if (10 >= start && 10 < start + frames)
                    rig.Events.NoteOn(10 - start, Key);
                foreach ((int at, double value) in points)
                {
                    if (at >= start && at < start + frames)
                        rig.Changes.Add(Duty.Id, at - start, value);
                }

                rig.Left(frames).CopyTo(cut, start);
            }
        }

        Assert.Equal(whole, cut);
        using var plain = new Vst3Rig();
        plain.Events.NoteOn(10, Key);
        Assert.NotEqual(whole, plain.Left(Frames));
    }

    [Fact]
    public void MidiControllersArriveThroughTheirParameters()
    {
        uint bend = Id(0, 129),
            volume = Id(0, 7);
        using var rig = new Vst3Rig();
        using var plain = new Vst3Rig();
        rig.Events.NoteOn(0, Key);
        plain.Events.NoteOn(0, Key);
        // the middle of the wheel as hosts write it: 8192 of 16383
        rig.Changes.Add(bend, 0, 8192 / 16383.0);
        Assert.Equal(plain.Left(512), rig.Left(512));
        rig.Changes.Add(bend, 0, 1);
        Assert.NotEqual(plain.Left(2048), rig.Left(2048));
        rig.Changes.Add(volume, 0, 0);
        rig.Run(8192);
        Assert.False(Sounds(rig.Left(8192)));
    }

    [Fact]
    public void ProgramChangeLoadsAtItsSampleAndTellsTheHost()
    {
        using var rig = new Vst3Rig();
        rig.Changes.Add(Vst3Programs.ParameterId, 100, Vst3Programs.ToNormalised(5));
        rig.Run(512);
        FakeParameterQueue program = Assert.Single(rig.ChangesOut.Queues, queue => queue.Id == Vst3Programs.ParameterId);
        Assert.Equal(Vst3Programs.ToNormalised(5), program.Points[0].Value);
        Assert.Equal(ParameterTable.All.Length + 1, rig.ChangesOut.Queues.Count);
        rig.ChangesOut.Clear();
        // the host writes the new values back into the controller, and repeats them in the next block
        rig.Changes.Add(Vst3Programs.ParameterId, 0, Vst3Programs.ToNormalised(5));
        rig.Run(512);
        Assert.Empty(rig.ChangesOut.Queues);
    }

    /// <summary>The program list is the host's, whatever MIDI means: what it shows is what the state holds.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void TheProgramListWorksInEveryDialect(double dialect)
    {
        using var rig = new Vst3Rig();
        rig.Changes.Add(ParameterTable.Find("MIDI Dialect")!.Id, 0, dialect);
        rig.Run(64);
        rig.Changes.Add(Vst3Programs.ParameterId, 0, Vst3Programs.ToNormalised(5));
        rig.Run(64);
        using var stream = new FakeStream(rig.State());
        using var other = new Vst3Rig();
        other.SetState(stream);
        Assert.Equal(Vst3Programs.ToNormalised(5), other.Get(Vst3Programs.ParameterId));
    }

    /// <summary>A host that has set values and saves before its next process call finds them in the state.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatNoProcessCallHasBroughtYetIsStored(bool goesInactive)
    {
        using var rig = new Vst3Rig();
        rig.Run(64);
        double duty = Duty.Normalise(3),
            program = Vst3Programs.ToNormalised(7);
        rig.Set(Duty.Id, duty);
        rig.Set(Vst3Programs.ParameterId, program);
        if (goesInactive)
            rig.SetActive(false);
        using var stream = new FakeStream(rig.State());
        Assert.Equal((program, duty), (rig.Get(Vst3Programs.ParameterId), rig.Get(Duty.Id)));
        using var other = new Vst3Rig();
        other.SetState(stream);
        Assert.Equal((program, duty), (other.Get(Vst3Programs.ParameterId), other.Get(Duty.Id)));
    }

    /// <summary>What a host shows while it plays is late: the state has what was played.</summary>
    [Fact]
    public void WhatWasShownBeforeTheLastProcessCallIsNotStored()
    {
        using var rig = new Vst3Rig();
        rig.Set(Duty.Id, Duty.Normalise(3));
        rig.Changes.Add(Duty.Id, 0, Duty.Normalise(1));
        rig.Run(64);
        using var stream = new FakeStream(rig.State());
        using var other = new Vst3Rig();
        other.SetState(stream);
        Assert.Equal(Duty.Normalise(1), other.Get(Duty.Id));
    }

    [Fact]
    public void ControllerValuesDoNotReachTheSoundOfAnActiveComponent()
    {
        using var rig = new Vst3Rig();
        using var plain = new Vst3Rig();
        rig.Events.NoteOn(0, Key);
        plain.Events.NoteOn(0, Key);
        rig.Set(Duty.Id, 0);
        Assert.Equal(0, rig.Get(Duty.Id));
        Assert.Equal(plain.Left(1024), rig.Left(1024));
    }
}
