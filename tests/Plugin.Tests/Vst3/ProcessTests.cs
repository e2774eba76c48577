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

    private static uint Id(int channel, int controller)
    {
        uint id;
        Assert.Equal(Result.Ok, Vst3MidiParameters.Assign(0, channel, controller, &id));
        return id;
    }

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
