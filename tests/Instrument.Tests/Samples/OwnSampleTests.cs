using System.Text.Json;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Samples;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;

namespace LakhNes.Instrument.Tests.Samples;

/// <summary>The user's samples as they are played: which keys, which rate, from which memory, until when.</summary>
public class OwnSampleTests
{
    private const int Dmc = 4,
        Drums = 9;

    [Theory]
    [InlineData(VoiceMode.Channels, Dmc)]
    [InlineData(VoiceMode.Channels, Drums)]
    [InlineData(VoiceMode.Poly, Drums)]
    [InlineData(VoiceMode.Solo, 0)]
    public void AKeyOfItsRangePlaysItsBitsAndNoOthers(VoiceMode mode, int channel)
    {
        OwnSample own = Sample("own", 60, 62);
        Player player = Play([own], mode).On(61, channel);
        player.Seconds(0.6);

        Assert.Equal(Expected(own), Heard(player));
        Assert.False(player.Instrument.IsSounding);
        Assert.DoesNotContain(player.Levels, change => change.Voice == ApuVoice.Noise);
    }

    [Fact]
    public void BitsComeAtTheChipSOwnRateToTheCycle()
    {
        Player player = Play([Sample("own", 60, 60)], VoiceMode.Channels).On(60, Dmc);
        player.Seconds(0.6);
        long[] cycles = [.. player.Levels.Where(change => change.Voice == ApuVoice.Dmc).Skip(1).Select(change => change.Cycle)];
        Assert.All(cycles, cycle => Assert.Equal(0, (cycle - cycles[0]) % 54));
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(57, 14)]
    [InlineData(55, 14)]
    [InlineData(48, 12)]
    [InlineData(36, 7)]
    [InlineData(24, 0)]
    [InlineData(72, 15)]
    public void OtherKeysPlayTheNearestOfTheChipSRates(int key, int rate)
    {
        Player player = Play([Sample("own", 24, 72) with { RootKey = 60 }], VoiceMode.Channels).On(key, Dmc);
        Assert.Equal(rate, player.Log.Writes.LastOrDefault(write => write.Address == 0x4010).Value & 0x0F);
    }

    [Fact]
    public void KeysBesideItSoundAsEver()
    {
        Player with = Play([Sample("own", 60, 62)], VoiceMode.Channels),
            without = Play([], VoiceMode.Channels);
        foreach (Player player in (Player[])[with, without])
        {
            foreach ((int key, int channel) in ((int, int)[])[(51, Dmc), (59, Drums), (38, Drums), (59, Dmc)])
                player.On(key, channel).Seconds(0.4);
        }

        Assert.Equal(without.Log.Writes, with.Log.Writes);
        Assert.Equal(without.Levels, with.Levels);
    }

    [Fact]
    public void ALoopSoundsUntilItsKeyIsLetGo()
    {
        OwnSample loop = Sample("loop", 60, 60, loops: true);
        Player player = Play([loop], VoiceMode.Channels).On(60, Dmc);
        player.Seconds(3);
        Assert.False(player.IsSilent(ApuVoice.Dmc));
        // the triangle's gate beside it starts nothing over
        player.On(60, 2).Seconds(0.05).Off(60, 2);
        Assert.False(player.IsSilent(ApuVoice.Dmc));
        player.Off(60, Dmc).Seconds(0.01);
        Assert.True(player.IsSilent(ApuVoice.Dmc));
        Assert.Equal(0, player.Chip.Level(ApuVoice.Dmc));
        Assert.False(player.Instrument.IsSounding);
    }

    [Fact]
    public void SamplesChangedWhileOneSoundsAreHeardFromTheNextNoteOn()
    {
        OwnSample first = Sample("bass", 60, 60),
            second = Sample("drum", 60, 60);
        Player player = Play([first], VoiceMode.Channels).On(60, Dmc);
        player.Seconds(0.05);
        player.Settings.Samples = Bank(second);
        player.Seconds(0.6);
        Assert.Equal(Expected(first), Heard(player));
        int before = player.Levels.Count;
        player.On(60, Dmc).Seconds(0.6);
        Assert.Equal(Expected(second), Heard(player, before));
    }

    [Fact]
    public void TheTailIsAsLongAsTheLongestSampleThatAKeyCanPlay()
    {
        foreach (VoiceMode mode in Enum.GetValues<VoiceMode>())
        {
            Player player = Play([Sample("own", 48, 60) with { RootKey = 60 }], mode).On(48, Drums).Cycles(1).Off(48, Drums);
            player.Seconds(player.Instrument.ReleaseSeconds + 0.001);
            Assert.False(player.Instrument.IsSounding, $"{mode}");
        }
    }

    [Fact]
    public void TooManyTooLongOrOfALengthThatTheChipCannotPlayIsRefused()
    {
        // what docs/instrument.md says
        Assert.Equal(12_736, 0x4000 - DmcSampleBank.Factory.Memory.Length);
        OwnSample longest = new() { Bytes = new byte[OwnSample.MostBytes] };
        Assert.True(DmcSampleBank.TryMake([longest, longest, longest], out DmcSampleBank three));
        Assert.False(DmcSampleBank.TryMake([longest, longest, longest, longest], out _));
        Assert.True(DmcSampleBank.TryMake([longest, longest, longest, new() { Bytes = new byte[three.Room] }], out _));
        Assert.False(DmcSampleBank.TryMake([longest, longest, longest, new() { Bytes = new byte[three.Room + 16] }], out _));
        OwnSample shortest = new() { Bytes = new byte[1] };
        Assert.True(DmcSampleBank.TryMake([.. Enumerable.Repeat(shortest, DmcSampleBank.MostOwn)], out DmcSampleBank full));
        Assert.Equal(0, full.Room);
        Assert.False(DmcSampleBank.TryMake([.. Enumerable.Repeat(shortest, DmcSampleBank.MostOwn + 1)], out _));
        foreach (int length in (ReadOnlySpan<int>)[0, 2, 16, OwnSample.MostBytes + 16])
            Assert.False(DmcSampleBank.TryMake([new() { Bytes = new byte[length] }], out _), $"{length}");
    }

    [Fact]
    public void APresetFileBringsThemBackByteForByte()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var saved = new InstrumentSettings { Samples = Random(seed) };
            byte[] file = PresetFile.Write("own", "Own", saved);
            var loaded = new InstrumentSettings { Samples = Random(seed + 1) };
            Assert.True(PresetFile.TryRead(file, loaded, out _, out string error), error);
            Assert.Equal(saved.Samples.Own.ToArray(), loaded.Samples.Own.ToArray());
            Assert.Equal(file, PresetFile.Write("own", "Own", loaded));
        }
    }

    [Theory]
    [InlineData("\"count\": 17", "samples.count is 17, outside 0 to 16")]
    [InlineData("\"count\": 1", "samples.0.bytes are not one byte and a multiple of 16")]
    [InlineData("\"count\": 1, \"0\": { \"bytes\": \"AAA=\" }", "samples.0.bytes are not one byte and a multiple of 16")]
    [InlineData("\"count\": 1, \"0\": { \"bytes\": 7 }", "samples.0.bytes are no 4081 bytes at most in Base64")]
    [InlineData(
        "\"count\": 1, \"0\": { \"bytes\": \"AA==\", \"lowKey\": 60, \"highKey\": 59 }",
        "samples.0.highKey is 59, outside 60 to 127"
    )]
    [InlineData("\"count\": 1, \"0\": { \"bytes\": \"AA==\", \"rate\": 16 }", "samples.0.rate is 16, outside 0 to 15")]
    [InlineData("\"count\": 1, \"0\": { \"bytes\": \"AA==\", \"source\": \"AAAA\" }", "samples.0.source is no sound")]
    [InlineData("\"count\": 1, \"0\": { \"bytes\": \"AA==\", \"source\": \"AH4=\" }", "samples.0.source is no sound")]
    [InlineData(
        "\"count\": 1, \"0\": { \"bytes\": \"AA==\", \"sourceRate\": 1 }",
        "samples.0.sourceRate is 1, outside 1000 to 768000"
    )]
    public void WhatIsNoSampleIsRefusedAndChangesNothing(string json, string expected)
    {
        using JsonDocument document = JsonDocument.Parse("{ \"samples\": { " + json + " } }");
        DmcSampleBank before = Bank(Sample("own", 60, 60));
        var settings = new InstrumentSettings { Samples = before };
        Assert.False(SettingsJson.TryRead(document.RootElement, settings, out string error));
        Assert.Equal(expected, error);
        Assert.Same(before, settings.Samples);
    }

    [Fact]
    public void TheSoundKeptWithASampleIsAsLongAndAsGoodAsTheChipCanUse()
    {
        // what is encoded of it is what is encoded of the recording, but for 16 bits and the rate
        foreach ((double seconds, double rate) in ((double, double)[])[(0.2, 33_144), (2, 13_983), (7, 4_182)])
        {
            Recording kept = SampleEncoderTests.Sound("chord", seconds).Kept();
            Assert.Equal(rate, kept.SampleRate, 1.0);
            Assert.Equal(seconds, kept.Seconds, 0.001);
            Assert.InRange(kept.Samples.Length, 1, Recording.MostKept);
            Assert.True(Recording.TryParse(kept.ToBytes(), kept.SampleRate, out Recording parsed));
            Assert.Equal(kept, parsed);
            Assert.Equal(kept, kept.Kept());
        }

        // a drum with half a minute of silence after it
        Recording drum = SampleEncoderTests.Sound("drum", 0.2);
        Recording padded = new([.. drum.Samples, .. new float[(int)(30 * drum.SampleRate)]], drum.SampleRate);
        Assert.Equal(Recording.MostKept, padded.Kept().Samples.Length);
        Assert.Equal(SampleEncoder.BitRate(15), padded.Kept().SampleRate, 1.0);
    }

    [Fact]
    public void DeltasOfAnotherDayHaveNoSoundOfThisOne()
    {
        OwnSample made = Sample("own", 60, 60) with { Source = SampleEncoderTests.Sound("voice", 0.2).Kept() };
        var settings = new InstrumentSettings { Samples = Bank(made) };
        using JsonDocument document = JsonDocument.Parse("""{ "samples": { "count": 1, "0": { "bytes": "AA==" } } }""");
        Assert.True(SettingsJson.TryRead(document.RootElement, settings, out string error), error);
        Assert.Null(settings.Samples.Own[0].Source);
    }

    [Fact]
    public void SamplesLongerThanTheMemoryAreRefused()
    {
        string one = "{ \"bytes\": \"" + Convert.ToBase64String(new byte[OwnSample.MostBytes]) + "\" }";
        string all = string.Join(", ", Enumerable.Range(0, 4).Select(i => $"\"{i}\": {one}"));
        using JsonDocument document = JsonDocument.Parse("{ \"samples\": { \"count\": 4, " + all + " } }");
        Assert.False(SettingsJson.TryRead(document.RootElement, new InstrumentSettings(), out string error));
        Assert.Equal("samples are longer than the memory for them", error);
    }

    private static DmcSampleBank Random(int seed)
    {
        var random = new Random(seed);
        var own = new List<OwnSample>();
        DmcSampleBank bank = DmcSampleBank.Factory;
        for (int left = random.Next(DmcSampleBank.MostOwn + 1); left > 0 && bank.Room > 0; left--)
        {
            int low = random.Next(128);
            var bytes = new byte[(random.Next((bank.Room / 16) + 1) * 16) + 1];
            random.NextBytes(bytes);
            own.Add(
                new OwnSample
                {
                    Name = string.Concat(
                        Enumerable.Range(0, random.Next(OwnSample.LongestName)).Select(_ => (char)random.Next(32, 0x3000))
                    ),
                    LowKey = low,
                    HighKey = random.Next(low, 128),
                    RootKey = random.Next(128),
                    Rate = random.Next(SampleEncoder.Rates),
                    Loops = random.Next(2) == 0,
                    StartLevel = random.Next(128),
                    Bytes = bytes,
                    IsNormalised = random.Next(2) == 0,
                    Source = random.Next(2) == 0 ? null : SampleEncoderTests.Sound("drum", 0.01 * random.Next(1, 20)).Kept(),
                }
            );
            Assert.True(DmcSampleBank.TryMake(own.ToArray(), out bank));
        }

        return bank;
    }

    private static DmcSampleBank Bank(params OwnSample[] own)
    {
        Assert.True(DmcSampleBank.TryMake(own, out DmcSampleBank bank));
        return bank;
    }

    private static Player Play(OwnSample[] own, VoiceMode mode) =>
        new(s =>
        {
            s.VoiceMode = mode;
            s.SoloVoice = ApuVoice.Dmc;
            s.Samples = Bank(own);
        });

    private static OwnSample Sample(string name, int low, int high, bool loops = false)
    {
        Recording recording = SampleEncoderTests.Sound(
            name == "own" ? "voice"
                : name == "loop" ? "chord"
                : name,
            0.2
        );
        byte[] bytes = SampleEncoderTests.Encode(recording, 15, loops, true, out int start);
        return new OwnSample
        {
            Name = name,
            LowKey = low,
            HighKey = high,
            RootKey = low,
            Loops = loops,
            StartLevel = start,
            Bytes = bytes,
        };
    }

    private static double[] Heard(Player player, int from = 0) =>
        [.. player.Levels.Skip(from).Where(change => change.Voice == ApuVoice.Dmc).Select(change => (double)change.Level)];

    // the levels in turn, from rest, without those that stay
    private static double[] Expected(OwnSample own)
    {
        double[] levels = [0, own.StartLevel, .. SampleEncoderTests.Levels(own.Bytes.Span, own.StartLevel)];
        return [.. levels.Skip(1).Where((level, i) => level != levels[i])];
    }
}
