using LakhNes.Score.Beats;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.Beats;

public class BarQuantiserTests
{
    [Fact]
    public void AStraightSongIsWrittenInSixteenths()
    {
        NesScore score = Quantise(Tune.Bars(8, 4, 4, row => row * 6));
        Assert.All(score.Bars, bar => Assert.Equal((Metre.Common, 150), (bar.Metre, bar.Tempo)));
        Assert.All(score.Events, e => Assert.Equal(0, e.Time % 6));
    }

    [Fact]
    public void WhatIsWrittenSoundsAsItDid()
    {
        Tune tune = Tune.Bars(8, 4, 4, row => row * 6);
        NesScore back = Quantise(tune).In(TimeUnit.Frame);
        long[] starts = [.. tune.Score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time)];
        long[] written = [.. back.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time)];
        Assert.Equal(starts.Length, written.Length);
        // 150 a minute is a 0.2 % off 6 frames a row
        Assert.All(starts.Zip(written), pair => Assert.InRange(pair.Second - pair.First, -2, 2));
    }

    [Fact]
    public void JitterMakesNoOtherText()
    {
        long[] rows = Tune.Jittered(8, seed: 5);
        Assert.Equal(
            BarText.Write(Quantise(Tune.Bars(12, 4, 4, row => row * 8))),
            BarText.Write(Quantise(Tune.Bars(12, 4, 4, row => rows[row])))
        );
    }

    [Fact]
    public void AChangeOfTempoIsWrittenAtItsBar()
    {
        NesScore score = Quantise(Tune.Bars(12, 4, 4, row => row < 96 ? row * 6 : 576 + ((row - 96) * 9)));
        Assert.Equal([.. Enumerable.Repeat(150, 6), .. Enumerable.Repeat(100, 6)], score.Bars.Select(bar => bar.Tempo));
    }

    /// <summary>Frames that are longer than the NTSC console's: a PAL console's, or what a tempo lets look like them.</summary>
    [Theory]
    [InlineData(44_100 / 60.0988, 6, 150)]
    [InlineData(44_100 / 50.007, 5, 150)]
    [InlineData(882, 5, 150)]
    [InlineData(735, 8, 112)]
    [InlineData(8704 / 4.0, 4, 76)]
    public void TheTempoIsTheSongsWhateverItsFramesAre(double samplesPerFrame, int framesPerRow, int tempo)
    {
        NesScore frames = Tune.Bars(8, 4, 4, row => row * framesPerRow).Score,
            samples =
                new(
                    TimeUnit.Sample,
                    [.. frames.Events.Select(e => e with { Time = (long)Math.Round(e.Time * samplesPerFrame) })]
                );
        NesScore score = BarQuantiser.Quantise(SongBars.Of(samples)!);
        Assert.All(score.Bars, bar => Assert.Equal((Metre.Common, tempo), (bar.Metre, bar.Tempo)));
        Assert.InRange(score.Seconds / samples.Seconds, 0.99, 1.02);
    }

    [Fact]
    public void AVoiceHasOneEventAtAStep()
    {
        // a note half a row before another would fall on the same step
        Tune tune = Tune.Bars(8, 4, 4, row => row * 6).Note(NesVoice.Pulse2, 50, 95, 1).Note(NesVoice.Pulse2, 60, 97, 20);
        NesScore score = Quantise(tune);
        Assert.Equal(score.Events.Length, score.Events.Select(e => (e.Time, e.Voice)).Distinct().Count());
        Assert.Contains(score.Events, e => e is { Voice: NesVoice.Pulse2, Value: 60, Time: 96 });
    }

    [Fact]
    public void RestsOfLessThanHalfASixteenthAreArticulation()
    {
        var tune = new Tune();
        for (int beat = 0; beat < 64; beat++)
        {
            tune.Note(NesVoice.Triangle, beat % 4 == 0 ? 36 : 43 + beat % 8, beat * 24, 22); // detached quarters
            tune.Note(NesVoice.Pulse1, 60 + beat % 8, beat * 24, 12); // eighths with rests
            tune.Note(NesVoice.Noise, 4, beat * 24, 3);
            if (beat % 2 == 1)
                tune.Note(NesVoice.Noise, 9, (beat * 24) + 18, 3);
        }
        NesScore score = Quantise(tune);
        Assert.DoesNotContain(
            score.Events,
            e => e is { Voice: NesVoice.Triangle, Kind: NesEventKind.NoteOff } && e.Time < score.Length - 24
        );
        Assert.All(
            score.Events.Where(e => e is { Voice: NesVoice.Pulse1, Kind: NesEventKind.NoteOff }),
            e => Assert.Equal(12, e.Time % 24)
        );
    }

    private static NesScore Quantise(Tune tune)
    {
        SongBars? bars = SongBars.Of(tune.Score);
        Assert.NotNull(bars);
        return BarQuantiser.Quantise(bars);
    }
}
