using System.Text;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.State;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine.Tests;

/// <summary>Tunings on their way to the audio thread, into a project and back.</summary>
public class TuningTests
{
    private const int Rate = 48_000;

    [Fact]
    public void AProjectKeepsItsTuningAndWhatItWasMadeOf()
    {
        using ChipEngine first = Engine();
        first.Tuning = Fifths();
        byte[] state = first.SaveState();
        using ChipEngine second = Engine();
        Assert.True(second.TryLoadState(state, out string error), error);
        Assert.Equal("Fifths", second.Tuning.Name);
        Assert.Equal(first.Tuning.ToBytes(), second.Tuning.ToBytes());
        Assert.Equal(3, second.Tuning.Scale?.Count);
        Assert.NotNull(second.Tuning.Map);
        Assert.Equal(state, second.SaveState());

        // a project without one is tuned as ever
        second.Tuning = Tuning.Equal;
        Assert.DoesNotContain("pitches\":\"A", Encoding.UTF8.GetString(second.SaveState()));
        Assert.True(first.TryLoadState(second.SaveState(), out error), error);
        Assert.Same(Tuning.Equal, first.Tuning);
    }

    [Theory]
    [InlineData("{\"tuning\":{\"pitches\":\"AAAA\"}}", "tuning.pitches are no tuning")]
    [InlineData("{\"tuning\":{\"pitches\":7}}", "tuning.pitches are no 1024 bytes at most in Base64")]
    [InlineData(
        "{\"tuning\":{\"pitches\":\"$\",\"scale\":\"none\"}}",
        "tuning.scale is none: line 1: the number of notes is missing"
    )]
    [InlineData(
        "{\"tuning\":{\"pitches\":\"$\",\"map\":\"none\"}}",
        "tuning.map is none: line 1: the map's size is missing or none"
    )]
    public void ADamagedTuningIsRefusedAndChangesNothing(string payload, string expected)
    {
        using ChipEngine engine = Engine();
        engine.Tuning = Fifths();
        payload = payload.Replace("$", Convert.ToBase64String(Tuning.Equal.ToBytes()), StringComparison.Ordinal);
        Assert.False(engine.TryLoadState(StateChunk.Wrap(Encoding.UTF8.GetBytes(payload)), out string error));
        Assert.Equal(expected, error);
        Assert.Equal("Fifths", engine.Tuning.Name);
    }

    [Fact]
    public void AnotherTuningIsHeardFromTheNextBlockOnAndPresetsLeaveIt()
    {
        using ChipEngine engine = Engine();
        var rig = new EngineRig(engine);
        EngineEvent[] note = [new(EngineEventKind.NoteOn, 0, 0, 81, Value: 1)];
        rig.Block(512, note);
        double before = Frequency(rig);
        engine.Tuning = Sharp(0.5);
        rig.Block(2048, []);
        Assert.InRange(Frequency(rig) / before, 1.025, 1.035); // half a semitone, to the nearest period
        engine.LoadPreset((engine.CurrentPreset + 1) % FactoryPresets.All.Length);
        Assert.Equal("sharp", engine.Tuning.Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(441)]
    [InlineData(8192)]
    public void MessagesFallOnTheirSampleWhateverTheBlocks(int size)
    {
        EngineEvent[] script = Script();
        using ChipEngine expected = Engine(),
            engine = Engine();
        float[] whole = new EngineRig(expected).Render(script, Rate, 512),
            cut = new EngineRig(engine).Render(script, Rate, size);
        Assert.Equal(whole, cut);
        Assert.Equal(expected.Tuning.ToBytes(), engine.Tuning.ToBytes());
        Assert.Equal(("MIDI", 70.25), (engine.Tuning.Name, engine.Tuning.Pitches[69]));
    }

    [Fact]
    public void WhatMessagesTunedIsTheProjectsAndATuningThatIsLoadedTakesItsPlace()
    {
        using ChipEngine engine = Engine();
        var rig = new EngineRig(engine);
        rig.Render(Script(), Rate, 512);
        byte[] state = engine.SaveState();
        using ChipEngine other = Engine();
        Assert.True(other.TryLoadState(state, out string error), error);
        Assert.Equal(70.25, other.Tuning.Pitches[69]);

        // what comes between the choice and the next block was on top of the tuning before
        engine.Tuning = Fifths();
        Assert.Equal("Fifths", engine.Tuning.Name);
        rig.Block(64, []);
        Assert.Equal("Fifths", engine.Tuning.Name);
        rig.Block(64, [new(EngineEventKind.KeyTuning, 3, Key: 12, Value: 40)]);
        Assert.Equal(("MIDI", 40), (engine.Tuning.Name, engine.Tuning.Pitches[12]));
        Assert.Equal(Fifths().Pitches[61], engine.Tuning.Pitches[61]);
    }

    [Fact]
    public void MessagesAllocateNothing()
    {
        using ChipEngine engine = Engine();
        var rig = new EngineRig(engine);
        var events = new EngineEvent[TuningMessage.MostEvents];
        byte[] octave = [0x7F, 0, 0x08, 0x08, 3, 0x7F, 0x7F, .. Enumerable.Repeat<byte>(70, 12)];
        rig.Block(512, events.AsSpan(0, TuningMessage.Read(octave, 7, events)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
            rig.Block(512, events.AsSpan(0, TuningMessage.Read(octave, i, events)));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(60.06, engine.Tuning.Pitches[60], 9);
    }

    // a note over a change of its key, and one after it
    private static EngineEvent[] Script() =>
        [
            new(EngineEventKind.NoteOn, 100, 0, 69, Value: 1),
            new(EngineEventKind.KeyTuning, 10_007, Key: 69, Value: 70.25),
            new(EngineEventKind.KeyTuning, 10_007, Key: 64, Value: 63.9),
            new(EngineEventKind.NoteOn, 20_000, 0, 64, Value: 1),
            new(EngineEventKind.NoteOff, 40_000, 0, 69),
            new(EngineEventKind.NoteOff, 40_000, 0, 64),
        ];

    private static double Frequency(EngineRig rig)
    {
        // rises through the middle over a tenth of a second
        float[] left = rig.Block(4800, []).ToArray();
        int rises = 0,
            first = 0,
            last = 0;
        for (int i = 1; i < left.Length; i++)
        {
            if (!(left[i - 1] < 0 && left[i] >= 0))
                continue;
            first = rises++ == 0 ? i : first;
            last = i;
        }

        return (rises - 1) * (double)Rate / (last - first);
    }

    private static Tuning Sharp(double semitones)
    {
        PitchTable pitches = PitchTable.Equal;
        for (int key = 0; key < PitchTable.Keys; key++)
            pitches[key] += semitones;
        Assert.True(Tuning.TryMake("sharp", in pitches, out Tuning tuning));
        return tuning;
    }

    private static Tuning Fifths()
    {
        Assert.True(ScalaScale.TryParse("Fifths\n3\n9/8\n3/2\n2/1\n", out ScalaScale scale, out string error), error);
        Assert.True(KeyboardMap.TryParse("0\n0\n127\n60\n69\n432.0\n0\n", out KeyboardMap map, out error), error);
        Assert.True(Tuning.TryMake("Fifths", scale, map, out Tuning tuning, out error), error);
        return tuning;
    }

    private static ChipEngine Engine()
    {
        var engine = new ChipEngine();
        engine.SetParameter(ParameterTable.Find("Voice Mode")!.Index, 0);
        engine.Activate(Rate, 8192);
        return engine;
    }
}
