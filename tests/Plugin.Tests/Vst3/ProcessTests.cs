using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

public sealed unsafe class ProcessTests
{
    private const int Key = 69;

    private static readonly Parameter Duty = ParameterTable.Find("Pulse 1 Duty")!;

    private static bool Sounds(double[] samples) => samples.Any(sample => Math.Abs(sample) > 1e-3);

    [Fact]
    public void NoteSoundsFromItsSampleOn()
    {
        using var rig = new Vst3Rig();
        rig.Events.NoteOn(100, Key);
        double[] samples = rig.Left(512);
        Assert.All(samples.Take(100), sample => Assert.Equal(0, sample, 6));
        Assert.True(Sounds(samples));
        Assert.Equal(0ul, rig.Silence[0]);
        rig.Events.NoteOff(0, Key);
        rig.Run(8192);
        Assert.False(Sounds(rig.Left(8192)));
    }

    [Fact]
    public void VelocityZeroIsANoteOff()
    {
        using var rig = new Vst3Rig();
        rig.Events.NoteOn(0, Key);
        rig.Run(512);
        rig.Events.NoteOn(0, Key, velocity: 0);
        rig.Run(8192);
        Assert.False(Sounds(rig.Left(8192)));
    }

    [Fact]
    public void SilenceIsFlaggedAndVoicesAreOffUntilActivated()
    {
        using var rig = new Vst3Rig();
        rig.Run(256);
        Assert.Equal(3ul, rig.Silence[0]);
        rig.Events.NoteOn(0, Key);
        rig.Run(256);
        for (int voice = 0; voice < 5; voice++)
        {
            Assert.All(rig.Channel(2 + voice, 256), sample => Assert.Equal(0, sample));
            Assert.Equal(1ul, rig.Silence[1 + voice]);
        }

        rig.ActivateBus(MediaType.Audio, BusDirection.Output, 1, true);
        rig.Run(256);
        Assert.True(Sounds(rig.Channel(2, 256)));
        Assert.Equal(0ul, rig.Silence[1]);
    }

    [Fact]
    public void MainBusThatIsOffIsZeroed()
    {
        using var rig = new Vst3Rig();
        rig.ActivateBus(MediaType.Audio, BusDirection.Output, 0, false);
        rig.Events.NoteOn(0, Key);
        Assert.All(rig.Left(256), sample => Assert.Equal(0, sample));
        Assert.Equal(3ul, rig.Silence[0]);
    }

    [Fact]
    public void TerminatedObjectStartsAnewWithItsDefaultBuses()
    {
        using var rig = new Vst3Rig();
        rig.ActivateBus(MediaType.Audio, BusDirection.Output, 0, false);
        rig.ActivateBus(MediaType.Audio, BusDirection.Output, 1, true);
        rig.SetActive(false);
        Assert.Equal(Result.Ok, rig.Terminate());
        Assert.Equal(Result.Ok, rig.Initialize());
        rig.SetActive(true);
        rig.Events.NoteOn(0, Key);
        Assert.True(Sounds(rig.Left(512)));
        Assert.Equal(1ul, rig.Silence[1]);
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
    public void EventsInAnyOrderAreSorted()
    {
        using var sorted = new Vst3Rig();
        sorted.Events.NoteOn(10, 60);
        sorted.Events.NoteOff(200, 60);
        sorted.Events.NoteOn(300, 67);
        double[] expected = sorted.Left(512);

        using var shuffled = new Vst3Rig();
        shuffled.Events.NoteOn(300, 67);
        shuffled.Events.NoteOn(10, 60);
        shuffled.Events.NoteOff(200, 60);
        Assert.Equal(expected, shuffled.Left(512));
    }

    [Fact]
    public void BlocksLargerThanAnnouncedAreSplit()
    {
        using var announced = new Vst3Rig(maxFrames: 4096);
        using var small = new Vst3Rig(maxFrames: 64);
        announced.Events.NoteOn(100, Key);
        small.Events.NoteOn(100, Key);
        Assert.Equal(announced.Left(4096), small.Left(4096));
    }

    [Fact]
    public void WideSamplesAreTheNarrowOnesUnrounded()
    {
        using var narrow = new Vst3Rig();
        using var wide = new Vst3Rig(wide: true);
        narrow.Events.NoteOn(0, Key);
        wide.Events.NoteOn(0, Key);
        Assert.Equal(narrow.Left(1024), wide.Left(1024).Select(sample => (double)(float)sample));
    }

    [Fact]
    public void EmptyBlockTakesParametersAndNotes()
    {
        using var rig = new Vst3Rig();
        rig.Changes.Add(Duty.Id, 0, 0);
        rig.Events.NoteOn(0, Key);
        rig.Run(0);
        rig.Run(0, buses: 0);
        double[] samples = rig.Left(512);
        using var same = new Vst3Rig();
        same.Changes.Add(Duty.Id, 0, 0);
        same.Events.NoteOn(0, Key);
        Assert.Equal(same.Left(512), samples);
    }

    [Fact]
    public void ProcessBeforeActivationIsSilentAndTakesParameters()
    {
        using var rig = new Vst3Rig(active: false);
        rig.Changes.Add(Duty.Id, 0, 1);
        rig.Events.NoteOn(0, Key);
        Assert.All(rig.Left(256), sample => Assert.Equal(0, sample));
        using var stream = new FakeStream(rig.State());
        using var other = new Vst3Rig(active: false);
        other.SetState(stream);
        Assert.Equal(1, other.Get(Duty.Id));
    }

    [Fact]
    public void MissingBuffersAndListsDoNoHarm()
    {
        using var rig = new Vst3Rig();
        ProcessData data = default;
        Assert.Equal(Result.InvalidArgument, rig.Process(null));
        data.SampleCount = -1;
        Assert.Equal(Result.InvalidArgument, rig.Process(&data));
        data.SampleCount = 64;
        Assert.Equal(Result.Ok, rig.Process(&data));
        var bus = new AudioBusBuffers { ChannelCount = 2 };
        data.Outputs = &bus;
        data.OutputCount = 1;
        Assert.Equal(Result.Ok, rig.Process(&data));
        void** none = stackalloc void*[2];
        none[0] = none[1] = null;
        bus.ChannelBuffers = none;
        Assert.Equal(Result.Ok, rig.Process(&data));
        float* left = stackalloc float[64];
        none[0] = left;
        Assert.Equal(Result.Ok, rig.Process(&data));
    }

    [Fact]
    public void WildEventsDoNoHarm()
    {
        using var rig = new Vst3Rig();
        rig.Events.NoteOn(-5, Key);
        rig.Events.NoteOn(100_000, Key, channel: 99);
        rig.Events.NoteOn(0, -3, velocity: float.NaN);
        rig.Events.NoteOn(0, 3000, velocity: float.PositiveInfinity);
        rig.Events.NoteOn(1, Key, cents: float.NaN);
        rig.Events.Expression(0, NoteExpressionType.Tuning, 5, double.NaN);
        rig.Events.Expression(0, (NoteExpressionType)77, 5, 1);
        rig.Events.NoteOff(int.MaxValue, int.MinValue, channel: -9);
        rig.Changes.Add(Duty.Id, int.MinValue, double.NaN);
        rig.Changes.Add(Duty.Id, int.MaxValue, double.PositiveInfinity);
        rig.Changes.Add(0x7FFFFFF0, 0, 0.5);
        rig.Changes.Queues.Add(new FakeParameterQueue(Duty.Id));
        Assert.All(rig.Left(512), sample => Assert.True(double.IsFinite(sample) && Math.Abs(sample) < 8));
    }

    [Fact]
    public void MoreEventsThanFitAreAllPlayedAtTheirSamples()
    {
        const int frames = 512;
        using var whole = new Vst3Rig();
        using var parts = new Vst3Rig();
        List<double> heard = [];
        void Add(Vst3Rig rig, int from, int to)
        {
            for (int i = 0; i < 20_000; i++)
            {
                int at = i * 7 % frames;
                if (at < from || at >= to)
                    continue;
                rig.Changes.Add(Duty.Id, at - from, i % 2);
                if (i % 3 == 0)
                    rig.Events.NoteOff(at - from, 60 + (i % 5));
                else
                    rig.Events.NoteOn(at - from, 60 + (i % 5));
            }
        }

        Add(whole, 0, frames);
        for (int from = 0; from < frames; from += 16)
        {
            Add(parts, from, from + 16);
            heard.AddRange(parts.Left(16));
        }

        double[] samples = whole.Left(frames);
        Assert.True(Sounds(samples));
        Assert.Equal(heard, samples);
    }

    [Fact]
    public void MoreEventsThanFitOnOneSampleAreAllPlayedInTheirOrder()
    {
        using var rig = new Vst3Rig();
        for (int i = 0; i < 20_000; i++)
            rig.Events.NoteOn(5, 60 + (i % 12));
        for (int i = 0; i < 12; i++)
            rig.Events.NoteOff(5, 60 + i);
        rig.Run(512);
        rig.Run(8192);
        Assert.False(Sounds(rig.Left(8192)));
        for (int i = 0; i < 20_000; i++)
            rig.Events.NoteOff(511, 60 + (i % 12));
        rig.Events.NoteOn(511, 69);
        rig.Run(512);
        Assert.True(Sounds(rig.Left(8192)));
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
    public void NoteExpressionTunesOneNote()
    {
        using var tuned = new Vst3Rig();
        tuned.Events.NoteOn(0, Key, noteId: 7);
        tuned.Events.Expression(0, NoteExpressionType.Tuning, 7, 0.5 + (12.0 / 240));
        using var octave = new Vst3Rig();
        octave.Events.NoteOn(0, Key + 12, noteId: 7);
        using var detuned = new Vst3Rig();
        detuned.Events.NoteOn(0, Key, cents: 1200);
        tuned.Run(4096);
        octave.Run(4096);
        detuned.Run(4096);
        int expected = Crossings(octave.Left(8192));
        Assert.Equal(expected, Crossings(tuned.Left(8192)));
        Assert.Equal(expected, Crossings(detuned.Left(8192)));
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

    [Fact]
    public void ProcessingRestartsFromSilence()
    {
        using var rig = new Vst3Rig();
        rig.Events.NoteOn(0, Key);
        double[] first = rig.Left(2048);
        rig.SetProcessing(false);
        rig.SetProcessing(true);
        Assert.All(rig.Left(512), sample => Assert.Equal(0, sample));
        rig.SetProcessing(true);
        rig.Events.NoteOn(0, Key);
        Assert.Equal(first, rig.Left(2048));
    }

    [Fact]
    public void TempoReachesTheSteps()
    {
        Assert.NotEqual(Arpeggio(tempo: 60), Arpeggio(tempo: 240));
        Assert.Equal(Arpeggio(tempo: 60), Arpeggio(tempo: 60));

        static double[] Arpeggio(double tempo)
        {
            using var rig = new Vst3Rig();
            rig.Changes.Add(ParameterTable.Find("Voice Mode")!.Id, 0, ParameterTable.Find("Voice Mode")!.Normalise(3));
            rig.Changes.Add(ParameterTable.Find("Arpeggio Clock")!.Id, 0, ParameterTable.Find("Arpeggio Clock")!.Normalise(5));
            rig.Events.NoteOn(0, 60);
            rig.Events.NoteOn(0, 72);
            var context = new ProcessContext { State = ProcessContext.TempoValid | ProcessContext.Playing, Tempo = tempo };
            rig.Run(1, context: &context);
            rig.Run(8192, context: &context);
            return rig.Channel(0, 8192);
        }
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

    private static uint Id(int channel, int controller)
    {
        uint id;
        Assert.Equal(Result.Ok, Vst3MidiParameters.Assign(0, channel, controller, &id));
        return id;
    }

    private static int Crossings(double[] samples)
    {
        int count = 0;
        for (int i = 1; i < samples.Length; i++)
        {
            if (samples[i - 1] <= 0 && samples[i] > 0)
                count++;
        }

        return count;
    }
}
