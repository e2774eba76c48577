using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using FsCheck.Xunit;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.State;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Samples;
using LakhNes.Instrument.Voices;

namespace LakhNes.Engine.Tests;

public class StateTests
{
    private static double[] Values(ChipEngine engine)
    {
        var values = new double[ParameterTable.All.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = engine.GetParameter(i);
        return values;
    }

    private static ChipEngine Randomised(int seed)
    {
        var random = new Random(seed);
        var engine = new ChipEngine();
        foreach (Parameter parameter in ParameterTable.All)
            engine.SetParameter(parameter.Index, parameter.Denormalise(random.NextDouble()));
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            engine.EditSteps(
                voice,
                settings =>
                {
                    var steps = new sbyte[random.Next(65)];
                    for (int i = 0; i < steps.Length; i++)
                        steps[i] = (sbyte)random.Next(16);
                    settings.VolumeSteps.Set(steps, random.Next(-1, 65), random.Next(-1, 65));
                }
            );
        }

        engine.Samples = RandomSamples(random);
        return engine;
    }

    private static DmcSampleBank RandomSamples(Random random)
    {
        var own = new OwnSample[random.Next(DmcSampleBank.MostOwn + 1)];
        for (int i = 0; i < own.Length; i++)
        {
            var bytes = new byte[(16 * random.Next(40)) + 1];
            random.NextBytes(bytes);
            int low = random.Next(128);
            own[i] = new OwnSample
            {
                Name = $"Ton \"{i}\" ü",
                LowKey = low,
                HighKey = random.Next(low, 128),
                RootKey = random.Next(128),
                Rate = random.Next(16),
                Loops = random.Next(2) > 0,
                StartLevel = random.Next(128),
                Bytes = bytes,
            };
        }

        Assert.True(DmcSampleBank.TryMake(own, out DmcSampleBank bank));
        return bank;
    }

    [Fact]
    public void TheUserSSamplesAreTheProjectSAndAPresetFileSAndNoFactoryPresetTakesThemAway()
    {
        var random = new Random(8);
        DmcSampleBank first = RandomSamples(random),
            second = RandomSamples(random);
        using var engine = new ChipEngine { Samples = first };
        engine.Activate(48_000, 64);
        byte[] file = engine.SavePreset("own", "Own");
        engine.Samples = second;
        engine.LoadPreset(7);
        new EngineRig(engine).Block(64, [new(EngineEventKind.Preset, 0, Index: 9)]);
        Assert.Equal(9, engine.CurrentPreset);
        Assert.Equal(second.Own.ToArray(), engine.Samples.Own.ToArray());
        byte[] state = engine.SaveState();
        Assert.True(engine.TryLoadPreset(file, out string error), error);
        Assert.Equal(first.Own.ToArray(), engine.Samples.Own.ToArray());
        Assert.True(engine.TryLoadState(state, out error), error);
        Assert.Equal(second.Own.ToArray(), engine.Samples.Own.ToArray());
    }

    [Fact]
    public void SamplesAreHeardFromTheNextBlockOn()
    {
        using var engine = new ChipEngine();
        engine.Activate(48_000, 64);
        var rig = new EngineRig(engine);
        EngineEvent note = new(EngineEventKind.NoteOn, 0, 9, 100, Value: 1);
        rig.Block(64, [note]);
        Assert.Equal(VoiceActivity.None, engine.ActivityOf(ApuVoice.Dmc));
        OwnSample own = new()
        {
            LowKey = 100,
            HighKey = 100,
            RootKey = 100,
            Bytes = new byte[17],
        };
        Assert.True(DmcSampleBank.TryMake([own], out DmcSampleBank bank));
        engine.Samples = bank;
        rig.Block(64, [note]);
        Assert.Equal(100, engine.ActivityOf(ApuVoice.Dmc).Key);
    }

    [Property(MaxTest = 50)]
    public bool WhatIsSavedComesBack(int seed)
    {
        ChipEngine saved = Randomised(seed),
            loaded = new();
        byte[] chunk = saved.SaveState();
        return loaded.TryLoadState(chunk, out _)
            && Values(saved).SequenceEqual(Values(loaded))
            && chunk.SequenceEqual(loaded.SaveState());
    }

    [Fact]
    public void ARestoredInstanceSoundsTheSame()
    {
        ChipEngine saved = Randomised(5),
            loaded = new();
        saved.SetParameter(ParameterTable.Find("Bypass")!.Index, 0);
        saved.SetParameter(ParameterTable.Find("Output Gain")!.Index, 0);
        Assert.True(loaded.TryLoadState(saved.SaveState(), out string error), error);
        saved.Activate(48_000, 512);
        loaded.Activate(48_000, 512);
        EngineEvent[] script = Script.Busy(1, 48_000, 200);
        Assert.Equal(new EngineRig(saved).Render(script, 48_000, 512), new EngineRig(loaded).Render(script, 48_000, 512));
    }

    [Property(MaxTest = 10_000)]
    [Trait("Category", "Soak")]
    public bool TenThousandDamagedChunksAreRefused(int seed, int at, byte flip, bool cut) =>
        ADamagedChunkIsRefusedAndChangesNothing(seed, at, flip, cut);

    [Property(MaxTest = 100)]
    public bool ADamagedChunkIsRefusedAndChangesNothing(int seed, int at, byte flip, bool cut)
    {
        byte[] chunk = Randomised(seed % 8).SaveState();
        int place = (int)((uint)at % (uint)chunk.Length);
        if (cut)
            chunk = chunk[..place];
        else
            chunk[place] ^= flip == 0 ? (byte)1 : flip;

        ChipEngine engine = Randomised(99);
        double[] before = Values(engine);
        byte[] stateBefore = engine.SaveState();
        bool loaded = engine.TryLoadState(chunk, out string error);
        return !loaded
            && error.Length > 0
            && before.SequenceEqual(Values(engine))
            && stateBefore.SequenceEqual(engine.SaveState());
    }

    [Theory]
    [InlineData("")]
    [InlineData("VSTPsomething of another plugin")]
    public void AForeignChunkIsRefused(string foreign)
    {
        Assert.False(new ChipEngine().TryLoadState(Encoding.ASCII.GetBytes(foreign), out string error));
        Assert.Equal("not a LakhNES state", error);
    }

    [Fact]
    public void ANewerVersionIsRefusedByName()
    {
        byte[] chunk = new ChipEngine().SaveState();
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(8), StateChunk.CurrentVersion + 1);
        Assert.False(new ChipEngine().TryLoadState(chunk, out string error));
        Assert.Contains("newer", error);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"engine\":7}")]
    [InlineData("{\"engine\":{\"region\":\"Mars\"}}")]
    [InlineData("{\"engine\":{\"outputGainDecibels\":1e999}}")]
    [InlineData("{\"instrument\":[]}")]
    public void ASoundEnvelopeAroundNonsenseIsRefused(string payload)
    {
        Assert.False(new ChipEngine().TryLoadState(StateChunk.Wrap(Encoding.UTF8.GetBytes(payload)), out string error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void WhatAnOlderStateLacksTakesItsDefault()
    {
        ChipEngine engine = Randomised(4);
        Assert.True(
            engine.TryLoadState(StateChunk.Wrap("{\"engine\":{\"region\":\"Pal\"},\"later\":{}}"u8), out string error),
            error
        );
        double[] expected = Values(new ChipEngine());
        expected[ParameterTable.Find("Region")!.Index] = 1;
        Assert.Equal(expected, Values(engine));
    }

    [Fact]
    public void PaddingAfterTheChunkIsIgnored()
    {
        byte[] chunk = Randomised(6).SaveState();
        Assert.True(new ChipEngine().TryLoadState([.. chunk, 0, 0, 0, 0], out _));
        Assert.Equal(Crc32.HashToUInt32(chunk.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(16)));
    }

    [Fact]
    public void AProgramChangeOfAnNESMDBFileLoadsNoPreset()
    {
        ChipEngine engine = new();
        engine.Activate(48_000, 512);
        engine.SetParameter(ParameterTable.Find("MIDI Dialect")!.Index, 1);
        new EngineRig(engine).Block(512, [new(EngineEventKind.Program, 0, 0, Index: 9)]);
        Assert.Equal(FactoryPresets.Default, engine.CurrentPreset);
    }

    [Fact]
    public void AProgramChangeOnTheAudioThreadIsWhatIsSaved()
    {
        ChipEngine played = new(),
            loaded = new();
        played.Activate(48_000, 512);
        new EngineRig(played).Block(512, [new(EngineEventKind.Program, 0, 0, Index: 9)]);
        loaded.LoadPreset(9);
        Assert.Equal(9, played.CurrentPreset);
        Assert.Equal(loaded.SaveState(), played.SaveState());
    }
}
