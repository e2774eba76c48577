using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

public sealed unsafe class ProcessTests
{
    private const int Key = 69;

    private static readonly Parameter Duty = ParameterTable.Find("Pulse 1 Duty")!;
    private static readonly Parameter Mode = ParameterTable.Find("Voice Mode")!;

    private static bool Sounds(double[] samples) => samples.Any(sample => Math.Abs(sample) > 1e-3);

    [Fact]
    public void BothFormatsSoundAlike()
    {
        using var clap = new ClapRig();
        using var vst3 = new Vst3.Vst3Rig();
        clap.Events.NoteOn(33, Key);
        clap.Events.Param(100, Duty.Id, 0);
        clap.Events.NoteOff(900, Key);
        vst3.Events.NoteOn(33, Key);
        vst3.Changes.Add(Duty.Id, 100, 0);
        vst3.Events.NoteOff(900, Key);
        Assert.Equal(vst3.Left(2048), clap.Left(2048));
    }

    /// <summary>More of them in a block than the engine takes at once; what is no such message is passed over.</summary>
    [Fact]
    public void MessagesThatTuneKeysSoundAlikeInBothFormats()
    {
        const int count = 100;
        using var clap = new ClapRig();
        using var vst3 = new Vst3.Vst3Rig();
        // a scale of an octave each, a cent higher every time; one without its end, one for another chip, one of no length
        byte[] messages = new byte[count * 21];
        byte[] others = [0xF0, 0x7F, 0, 0x08, 0x08, 3, 0xF0, 0x41, 1, 0xF7];
        fixed (
            byte* all = messages,
                other = others
        )
        {
            clap.Events.NoteOn(0, Key);
            vst3.Events.NoteOn(0, Key);
            for (int i = 0; i < count; i++)
            {
                byte* message = all + (21 * i);
                new byte[] { 0xF0, 0x7F, 0, 0x08, 0x08, 3, 0x7F, 0x7F }.CopyTo(new Span<byte>(message, 8));
                new Span<byte>(message + 8, 12).Fill((byte)(i + 20));
                message[20] = 0xF7;
                clap.Events.Sysex(10 * i, message, 21);
                vst3.Events.Data(10 * i, message, 21);
            }

            clap.Events.Sysex(1500, other, 6);
            clap.Events.Sysex(1500, other + 6, 4);
            clap.Events.Sysex(1500, null, 100);
            clap.Events.Sysex(1500, other, 0);
            vst3.Events.Data(1500, other, 6);
            vst3.Events.Data(1500, null, 100);
            Assert.Equal(vst3.Left(4096), clap.Left(4096));
        }

        using var engine = new ChipEngine();
        Assert.True(engine.TryLoadState(clap.Save(), out string error), error);
        Assert.Equal(Key + ((count - 1 + 20 - 64) / 100.0), engine.Tuning.Pitches[Key], 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(512)]
    public void EventsAreHeardAtTheirOwnSampleWhateverTheBlocks(int block)
    {
        const int Frames = 2048;
        Action<FakeClapEvents, int>[] script =
        [
            (events, at) => events.NoteOn(at, Key, noteId: 1),
            (events, at) => events.Expression(at, ClapNoteExpression.Tuning, 1, 0.37),
            (events, at) => events.Midi(at, 0xE0, 0, 96),
            (events, at) => events.Param(at, Duty.Id, 1),
            (events, at) => events.Transport(at, 90),
            (events, at) => events.NoteOn(at, Key + 3, noteId: 2),
            (events, at) => events.Midi(at, 0xB0, 1, 127),
            (events, at) => events.NoteOff(at, Key, noteId: 1),
        ];
        double[] Render(int size)
        {
            using var rig = new ClapRig();
            var all = new double[Frames];
            for (int start = 0; start < Frames; start += size)
            {
                int frames = Math.Min(size, Frames - start);
                for (int i = 0; i < script.Length; i++)
                {
                    int at = 20 + (i * 211) - start;
                    if (at >= 0 && at < frames)
                        script[i](rig.Events, at);
                }

                rig.Left(frames).CopyTo(all, start);
            }

            return all;
        }

        Assert.Equal(Render(Frames), Render(block));
    }

    [Fact]
    public void MidiNotesPlayLikeClapNotes()
    {
        using var midi = new ClapRig();
        using var clap = new ClapRig();
        midi.Events.Midi(5, 0x90, Key, 127);
        midi.Events.Midi(700, 0x90, Key, 0);
        clap.Events.NoteOn(5, Key);
        clap.Events.NoteOff(700, Key);
        Assert.Equal(clap.Left(2048), midi.Left(2048));
    }

    [Fact]
    public void MidiOfAnotherPortIsNotOurs()
    {
        using var rig = new ClapRig();
        rig.Events.Midi(0, 0x90, Key, 127, port: 1);
        Assert.False(Sounds(rig.Left(2048)));
    }

    [Fact]
    public void ChokeAndWildcardOffsSilenceAtOnce()
    {
        using var rig = new ClapRig();
        rig.Events.NoteOn(0, Key, noteId: 3);
        rig.Events.NoteOn(0, Key + 4, noteId: 4);
        rig.Run(512);
        rig.Events.NoteChoke(0, Key, noteId: 3);
        rig.Events.NoteOff(0, -1, channel: -1);
        rig.Run(8192);
        Assert.False(Sounds(rig.Left(8192)));
    }

    [Fact]
    public void NoteEndIsSentOnceForEachNote()
    {
        using var rig = new ClapRig();
        rig.Events.NoteOn(0, Key, noteId: 11, channel: 2);
        rig.Run(512);
        Assert.Empty(rig.Output.Notes);
        rig.Events.NoteOff(10, Key, noteId: 11, channel: 2);
        for (int i = 0; i < 20; i++)
            rig.Run(4096);
        ClapEventNote end = Assert.Single(rig.Output.Notes);
        Assert.Equal(ClapEventType.NoteEnd, end.Header.Type);
        Assert.Equal((11, (short)2, (short)Key), (end.NoteId, end.Channel, end.Key));
    }

    /// <summary>CLAP asks for a block's output in the order of its samples, within the block.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(9000)]
    public void OutputIsInOrderWhereATransportEventAndANotesEndMeet(int at)
    {
        using var rig = new ClapRig();
        rig.Events.Param(0, ParameterTable.Find("Run")!.Id, 1);
        rig.Events.Param(0, ParameterTable.Find("Echo Played")!.Id, 1);
        rig.Events.NoteOn(0, Key, noteId: 1);
        rig.Run(512);
        rig.Output.Times.Clear();
        rig.Events.NoteOff(at, Key, noteId: 1);
        rig.Events.Transport(at, 90);
        rig.Events.NoteOn(at, Key + 1, noteId: 2);
        rig.Events.NoteOff(at, Key + 1, noteId: 2);
        rig.Events.Transport(at, 140);
        rig.Run(512);
        Assert.True(rig.Output.Times.Count >= 4);
        Assert.Equal(rig.Output.Times.Order(), rig.Output.Times);
        Assert.All(rig.Output.Times, time => Assert.InRange(time, 0u, 511u));
    }

    [Fact]
    public void StolenNoteEndsToo()
    {
        using var rig = new ClapRig();
        for (int i = 0; i < 6; i++)
            rig.Events.NoteOn(i, Key + i, noteId: i);
        rig.Run(512);
        for (int i = 0; i < 6; i++)
            rig.Events.NoteOff(0, Key + i, noteId: i);
        for (int i = 0; i < 20; i++)
            rig.Run(4096);
        Assert.Equal([0, 1, 2, 3, 4, 5], rig.Output.Notes.Select(note => note.NoteId).Order());
    }

    [Fact]
    public void TransportInsideABlockMovesTheTempoThere()
    {
        double[] Arpeggio(Action<ClapRig> play)
        {
            using var rig = new ClapRig();
            rig.Events.Param(0, Mode.Id, 3);
            rig.Events.Param(0, ParameterTable.Find("Arpeggio Clock")!.Id, 5);
            rig.Events.NoteOn(0, 60);
            rig.Events.NoteOn(0, 72);
            play(rig);
            return rig.Channel(0, 8192);
        }

        double[] steady = Arpeggio(rig =>
        {
            ClapEventTransport slow = FakeClapEvents.At(60);
            rig.Run(8192, &slow);
        });
        double[] faster = Arpeggio(rig =>
        {
            ClapEventTransport slow = FakeClapEvents.At(60);
            rig.Events.Transport(1000, 480);
            rig.Run(8192, &slow);
        });
        Assert.Equal(steady[..1000], faster[..1000]);
        Assert.NotEqual(steady, faster);
    }

    [Fact]
    public void ProgramChangeAsksForTheMainThreadWhichRescans()
    {
        using var rig = new ClapRig();
        rig.Events.Midi(100, 0xC0, 5);
        rig.Run(512);
        Assert.Equal((1, 0), (rig.Host.Callbacks, rig.Host.Rescans));
        rig.Plugin->OnMainThread(rig.Plugin);
        Assert.Equal((1, 1), (rig.Host.Rescans, rig.Host.Dirty));
        rig.Run(512);
        Assert.Equal(1, rig.Host.Callbacks);
    }

    [Fact]
    public void MoreEventsThanFitAreAllPlayed()
    {
        using var full = new ClapRig();
        for (int i = 0; i < 30_000; i++)
            full.Events.Param(i / 30, Duty.Id, i % 4);
        full.Events.Param(1000, Duty.Id, 2);
        full.Events.NoteOn(1000, Key);
        using var plain = new ClapRig();
        plain.Events.NoteOn(1000, Key);
        Assert.Equal(plain.Left(2048), full.Left(2048));
    }

    [Fact]
    public void ResetStartsFromSilence()
    {
        using var rig = new ClapRig();
        rig.Events.NoteOn(0, Key);
        double[] first = rig.Left(1024);
        rig.Plugin->Reset(rig.Plugin);
        Assert.All(rig.Left(512), sample => Assert.Equal(0, sample));
        rig.Plugin->Reset(rig.Plugin);
        rig.Events.NoteOn(0, Key);
        Assert.Equal(first, rig.Left(1024));
    }

    [Fact]
    public void WideSamplesAreTheNarrowOnesUnrounded()
    {
        using var narrow = new ClapRig();
        using var wide = new ClapRig(wide: true);
        narrow.Events.NoteOn(0, Key);
        wide.Events.NoteOn(0, Key);
        Assert.Equal(narrow.Left(1024), wide.Left(1024).Select(sample => (double)(float)sample));
    }

    [Fact]
    public void SilenceIsAConstant()
    {
        using var rig = new ClapRig();
        rig.Run(256);
        Assert.Equal(3ul, rig.Constant[0]);
        rig.Events.NoteOn(0, Key);
        rig.Run(256);
        Assert.Equal(0ul, rig.Constant[0]);
    }

    [Fact]
    public void ProcessBeforeActivationIsSilentAndTakesParameters()
    {
        using var rig = new ClapRig(active: false);
        rig.Events.Param(0, Duty.Id, 0);
        rig.Events.NoteOn(0, Key);
        Assert.All(rig.Left(256), sample => Assert.Equal(0, sample));
        Assert.Equal(0, rig.Get(Duty.Id));
    }

    [Fact]
    public void MissingBuffersListsAndWildEventsDoNoHarm()
    {
        using var rig = new ClapRig();
        Assert.Equal(ClapProcessStatus.Error, rig.Plugin->Process(rig.Plugin, null));
        var process = new ClapProcess { FrameCount = 64 };
        Assert.Equal(ClapProcessStatus.Continue, rig.Plugin->Process(rig.Plugin, &process));
        var buffer = new ClapAudioBuffer { ChannelCount = 2 };
        process.Outputs = &buffer;
        process.OutputCount = 1;
        Assert.Equal(ClapProcessStatus.Continue, rig.Plugin->Process(rig.Plugin, &process));
        rig.Events.NoteOn(int.MaxValue, 500, noteId: -9, channel: 300, velocity: double.NaN);
        rig.Events.NoteOff(0, -500, channel: -300);
        rig.Events.Expression(0, (ClapNoteExpression)99, 1, 1);
        rig.Events.Expression(0, ClapNoteExpression.Tuning, 1, double.NegativeInfinity);
        rig.Events.Midi(0, 0x12, 0xFF, 0xFF);
        rig.Events.Raw(new ClapEventHeader { Space = 77, Size = 16 });
        // shorter than what its type holds
        rig.Events.Raw(new ClapEventHeader { Type = ClapEventType.MidiSysex, Size = 16 });
        rig.Events.Raw(new ClapEventHeader { Type = (ClapEventType)4000, Size = 16 });
        Assert.All(rig.Left(512), sample => Assert.True(double.IsFinite(sample)));
    }

    [Fact]
    public void ProcessAllocatesNothing()
    {
        using var rig = new ClapRig();
        rig.Events.NoteOn(0, Key, noteId: 1);
        rig.Events.Param(17, Duty.Id, 1);
        rig.Events.Expression(50, ClapNoteExpression.Tuning, 1, 0.4);
        rig.Events.Transport(60, 140);
        rig.Events.Midi(70, 0xB0, 1, 64);
        rig.Events.Midi(70, 0xC0, 3);
        rig.Events.NoteOff(100, Key, noteId: 1);
        float* samples = stackalloc float[512];
        void** channels = stackalloc void*[] { samples, samples + 256 };
        var buffer = new ClapAudioBuffer { ChannelCount = 2, Data32 = channels };
        var process = new ClapProcess
        {
            FrameCount = 256,
            Outputs = &buffer,
            OutputCount = 1,
            InEvents = rig.Events.Native,
        };
        long before = 0;
        for (int i = 0; i < 400; i++)
        {
            // the first rounds load what the runtime loads lazily
            if (i == 200)
                before = GC.GetAllocatedBytesForCurrentThread();
            rig.Plugin->Process(rig.Plugin, &process);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
