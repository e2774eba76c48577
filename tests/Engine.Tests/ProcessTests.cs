using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Notes;

namespace LakhNes.Engine.Tests;

public class ProcessTests
{
    private const int Rate = 48_000;

    private static ChipEngine Active(double rate = Rate, int maxFrames = 8192)
    {
        var engine = new ChipEngine();
        engine.Activate(rate, maxFrames);
        return engine;
    }

    private static uint Id(string name) => ParameterTable.Find(name)!.Id;

    [Fact]
    public void ANoteSoundsAfterTheReportedLatencyAndNotBefore()
    {
        float[] output = new EngineRig(Active()).Render([new(EngineEventKind.NoteOn, 1000, 0, 69, Value: 1)], 4800, 64);
        int first = Array.FindIndex(output, sample => Math.Abs(sample) > 1e-3);
        Assert.InRange(first / 2, 1000, 1000 + (2 * ChipEngine.LatencySamples));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(441)]
    [InlineData(512)]
    [InlineData(4096)]
    public void BlockSizeChangesNothing(int blockSize)
    {
        EngineEvent[] script = Script.Busy(seed: 7, frames: Rate, count: 600);
        float[] reference = new EngineRig(Active()).Render(script, Rate, 64, 1, 8192, 333);
        Assert.Equal(reference, new EngineRig(Active()).Render(script, Rate, blockSize));
        Assert.Contains(reference, sample => Math.Abs(sample) > 0.01);
    }

    [Fact]
    public void ABlockLargerThanAnnouncedIsRenderedWhole()
    {
        EngineEvent[] script = Script.Chords(Rate, 6000);
        Assert.Equal(
            new EngineRig(Active()).Render(script, 8192, 64),
            new EngineRig(Active(maxFrames: 64)).Render(script, 8192, 8192)
        );
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(8_000)]
    [InlineData(22_050)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    [InlineData(384_000)]
    [InlineData(768_000)]
    public void EveryRateSoundsAndStaysFinite(int rate)
    {
        float[] output = new EngineRig(Active(rate)).Render(Script.Busy(seed: rate, rate, 300), rate, 480);
        Assert.All(output, sample => Assert.True(float.IsFinite(sample)));
        Assert.Contains(output, sample => Math.Abs(sample) > 0.01);
    }

    [Fact]
    public void FiftyRandomScriptsLeaveNoNoteBehind()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var rig = new EngineRig(Active());
            rig.Render(Script.Busy(seed, Rate, 300), Rate, 512);
            // the longest release is 64 steps of an eighth note at 120 bpm: 16 s; without filters the triangle holds its last
            // level
            bool still = false;
            for (int block = 0; block < 17 * Rate / 4096 && !still; block++)
            {
                ReadOnlySpan<float> samples = rig.Block(4096, []);
                still = samples.IndexOfAnyExcept(samples[0]) < 0;
            }

            Assert.True(still, $"seed {seed} still sounds");
        }
    }

    [Fact]
    public void TheTailCoversTheReleaseAndTheEndOfANoteIsReported()
    {
        ChipEngine engine = Active();
        engine.LoadPreset(1);
        var rig = new EngineRig(engine);
        rig.Block(4096, [new(EngineEventKind.NoteOn, 0, 0, 60, 17, Value: 1)]);
        int ended = 0,
            sounding = 0;
        rig.Block(64, [new(EngineEventKind.NoteOff, 0, 0, 60, 17)]);
        for (int at = 64; at < 4 * Rate && !rig.LastBlockSilent; at += 64)
        {
            rig.Block(64, []);
            foreach (EndedNote note in engine.EndedNotes)
                ended += note is { NoteId: 17, Key: 60 } ? 1 : 0;
            sounding = at;
        }

        Assert.True(sounding > Rate / 10, "this preset has a release");
        Assert.InRange(sounding, 0, engine.TailSamples + 64);
        Assert.Equal(1, ended);
    }

    [Fact]
    public void AutomationFallsOnItsSample()
    {
        // output gain moves at sample 3000: up to there nothing differs
        EngineEvent note = new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1);
        EngineEvent gain = new(EngineEventKind.Parameter, 3000, Index: Id("Output Gain"), Value: -20);
        float[] plain = new EngineRig(Active()).Render([note], 6000, 512),
            automated = new EngineRig(Active()).Render([note, gain], 6000, 512);
        Assert.Equal(plain.AsSpan(0, 6000), automated.AsSpan(0, 6000));
        Assert.NotEqual(plain[6000], automated[6000]);
        Assert.Equal(plain[11_999] * 0.1, automated[11_999], 4);
    }

    [Fact]
    public void BypassIsSilentAndNotesAreStillFollowed()
    {
        var engine = Active();
        var rig = new EngineRig(engine);
        rig.Block(
            512,
            [new(EngineEventKind.Parameter, 0, Index: Id("Bypass"), Value: 1), new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1)]
        );
        rig.Block(4096, []);
        Assert.True(rig.LastBlockSilent);
        rig.Block(4096, [new(EngineEventKind.Parameter, 0, Index: Id("Bypass"), Value: 0)]);
        Assert.False(rig.LastBlockSilent);
    }

    [Fact]
    public void EditsFromOutsideAreHeardAndAutomationIsSeenOutside()
    {
        var engine = Active();
        var rig = new EngineRig(engine);
        Parameter gain = ParameterTable.Find("Output Gain")!,
            duty = ParameterTable.Find("Pulse 1 Duty")!;
        engine.SetParameter(gain.Index, -60);
        rig.Block(
            4096,
            [new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1), new(EngineEventKind.Parameter, 100, Index: duty.Id, Value: 1)]
        );
        rig.Block(4096, []);
        Assert.True(rig.LastBlockSilent);
        Assert.Equal(1, engine.GetParameter(duty.Index));
        Assert.Equal(-60, engine.GetParameter(gain.Index));
    }

    [Fact]
    public unsafe void NullOutputsAndEmptyBlocksAreTaken()
    {
        var engine = Active();
        var block = new AudioBlock
        {
            Frames = 512,
            Events = new EngineEvent[] { new(EngineEventKind.NoteOn, 5, 0, 60, Value: 1) },
        };
        engine.Process(ref block);
        var flush = new AudioBlock
        {
            Events = new EngineEvent[] { new(EngineEventKind.Parameter, 0, Index: Id("Region"), Value: 1) },
        };
        engine.Process(ref flush);
        Assert.Equal(1, engine.GetParameter(ParameterTable.Find("Region")!.Index));
    }

    [Fact]
    public void BeforeActivationItIsSilentAndTakesParameters()
    {
        var engine = new ChipEngine();
        var rig = new EngineRig(engine);
        rig.Block(
            512,
            [
                new(EngineEventKind.NoteOn, 0, 0, 60, Value: 1),
                new(EngineEventKind.Parameter, 0, Index: Id("Pulse 1 Volume"), Value: 3),
            ]
        );
        Assert.True(rig.LastBlockSilent);
        Assert.Equal(3, engine.GetParameter(ParameterTable.Find("Pulse 1 Volume")!.Index));
    }

    [Fact]
    public void HostileEventsAreSurvived()
    {
        EngineEvent[] hostile =
        [
            new(EngineEventKind.NoteOn, -5, -1, -1, Value: double.NaN),
            new(EngineEventKind.NoteOn, 0, 99, 300, Value: double.PositiveInfinity),
            new(EngineEventKind.Parameter, 0, Index: 0xFFFF_FFFF, Value: 1),
            new(EngineEventKind.Parameter, 0, Index: Id("Pulse 1 Vibrato Rate"), Value: double.NaN),
            new(EngineEventKind.PitchBend, 0, 0, Value: double.NaN),
            new(EngineEventKind.NoteTuning, 0, 0, 60, Value: double.NegativeInfinity),
            new(EngineEventKind.Controller, 0, 0, Index: 4_000_000_000, Value: 9e300),
            new(EngineEventKind.Program, 0, 0, Index: 4_000_000_000),
            new((EngineEventKind)200, 0),
            new(EngineEventKind.NoteOn, 100_000, 0, 60, Value: 1),
        ];
        var rig = new EngineRig(Active());
        foreach (float sample in rig.Block(512, hostile))
            Assert.True(float.IsFinite(sample));
        foreach (float sample in rig.Block(4096, []))
            Assert.True(float.IsFinite(sample));
    }

    [Fact]
    public void VoiceOutputsCarryOneVoiceEach()
    {
        var rig = new EngineRig(Active()) { WantVoices = true };
        rig.Block(
            4096,
            [
                new(EngineEventKind.Parameter, 0, Index: Id("Voice Mode"), Value: 0),
                new(EngineEventKind.NoteOn, 0, 1, 60, Value: 1),
            ]
        );
        for (int voice = 0; voice < 5; voice++)
        {
            float peak = 0;
            foreach (float sample in rig.LastVoice(voice, 4096))
                peak = Math.Max(peak, Math.Abs(sample));
            if (voice == 1)
                Assert.True(peak > 0.01);
            else
                Assert.Equal(0, peak);
        }
    }
}
