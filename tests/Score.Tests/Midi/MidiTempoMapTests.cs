using FsCheck.Xunit;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests.Midi;

[Properties(Arbitrary = [typeof(MidiGenerators)], MaxTest = 200)]
public class MidiTempoMapTests
{
    private static MidiTempoMap Map(MidiDivision division, params MidiEvent[] events) => new(division, [new MidiTrack(events)]);

    [Fact]
    public void WithoutATempoEventItIs120QuartersAMinute()
    {
        MidiTempoMap map = Map(MidiDivision.Musical(480));
        Assert.Equal(120, map.QuartersPerMinute(0));
        Assert.Equal(1, map.SecondsOfTick(960));
        Assert.Equal(2, map.QuartersOfTick(960));
    }

    [Fact]
    public void EachTempoHoldsFromItsTick()
    {
        // 4 quarters at 120, 2 at 60, then 240
        MidiTempoMap map = Map(MidiDivision.Musical(100), MidiEvent.Tempo(400, 1_000_000), MidiEvent.Tempo(600, 250_000));
        Assert.Equal(2, map.SecondsOfTick(400), 12);
        Assert.Equal(4, map.SecondsOfTick(600), 12);
        Assert.Equal(4.25, map.SecondsOfTick(700), 12);
        Assert.Equal(700, map.TickOfSeconds(4.25), 9);
        Assert.Equal(4.25, map.SecondsOfQuarters(7), 12);
        Assert.Equal(7, map.QuartersOfSeconds(4.25), 12);
        Assert.Equal(60, map.QuartersPerMinute(599));
        Assert.Equal(240, map.QuartersPerMinute(600));
    }

    [Fact]
    public void OfSeveralTemposAtOneTickTheLastHoldsAndZeroIsIgnored()
    {
        MidiTempoMap map = Map(
            MidiDivision.Musical(100),
            MidiEvent.Tempo(0, 1_000_000),
            MidiEvent.Tempo(0, 600_000),
            MidiEvent.Tempo(0, 0)
        );
        Assert.Equal(100, map.QuartersPerMinute(0));
        Assert.Single(map.Changes);
    }

    [Theory]
    [InlineData(24, 24.0)]
    [InlineData(25, 25.0)]
    [InlineData(29, 30000.0 / 1001)]
    [InlineData(30, 30.0)]
    public void SmpteTicksArePartsOfASecondWhateverTheTempo(int frames, double rate)
    {
        MidiTempoMap map = Map(MidiDivision.Smpte(frames, 40), MidiEvent.Tempo(0, 250_000), MidiEvent.Tempo(4000, 1_000_000));
        Assert.Equal(4000 / (rate * 40), map.SecondsOfTick(4000), 9);
        Assert.Equal(8000 / (rate * 40), map.SecondsOfTick(8000), 9);
        Assert.Equal(4 * map.SecondsOfTick(4000), map.QuartersOfTick(4000), 9);
    }

    [Property]
    public void EveryConversionGoesBack(MidiFile file, int tickSeed)
    {
        MidiTempoMap map = file.TempoMap();
        long tick = (uint)tickSeed % 1_000_000;
        Assert.Equal(tick, map.TickOfSeconds(map.SecondsOfTick(tick)), 1e-4);
        Assert.Equal(map.SecondsOfTick(tick), map.SecondsOfQuarters(map.QuartersOfTick(tick)), 1e-6);
    }

    [Property]
    public void TimeNeverGoesBack(MidiFile file)
    {
        MidiTempoMap map = file.TempoMap();
        double last = -1;
        foreach (long tick in file.Tracks[0].Events.Select(e => e.Tick).Distinct())
        {
            Assert.True(map.SecondsOfTick(tick) > last);
            last = map.SecondsOfTick(tick);
        }
    }

    [Fact]
    public void APatternOfAFormat2FileHasItsOwnTempo()
    {
        MidiFile file = new(
            MidiFileFormat.Independent,
            MidiDivision.Musical(96),
            [new MidiTrack([MidiEvent.Tempo(0, 1_000_000)]), new MidiTrack([MidiEvent.Tempo(0, 250_000)])]
        );
        Assert.Equal(60, file.TempoMap(0).QuartersPerMinute(0));
        Assert.Equal(240, file.TempoMap(1).QuartersPerMinute(0));
    }

    [Fact]
    public void ASignatureHoldsUntilTheNextAndTheLastOfOneTickCounts()
    {
        MidiFile file = new(
            MidiFileFormat.SingleTrack,
            MidiDivision.Musical(96),
            [
                new MidiTrack([
                    MidiEvent.TimeSignature(768, 2, 4),
                    MidiEvent.TimeSignature(768, 6, 8),
                    MidiEvent.TimeSignature(1444, 3, 4),
                ]),
            ]
        );
        MidiSignatureMap map = file.SignatureMap();

        Assert.Equal(new MidiSignature(0, 4, 4), map.At(767));
        Assert.Equal(new MidiSignature(768, 6, 8), map.At(768));
        Assert.Equal(new MidiSignature(768, 6, 8), map.At(1443));
        Assert.Equal(new MidiSignature(1444, 3, 4), map.At(1_000_000));
        Assert.Equal(3, map.Changes.Count);
    }
}
