using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public sealed class AccompanimentMeasurementTests
{
    private const int Bars = 4;

    // the broken chords of C, A minor, F and G, in quarters
    private static readonly int[] Tune = [72, 76, 79, 76, 69, 72, 76, 72, 77, 81, 84, 81, 79, 83, 86, 83];

    private static readonly Phrase Played = Part(NesVoice.Pulse1, 1, Tune);

    private static Phrase Part(NesVoice voice, double length, params int[] keys) =>
        new([.. keys.Select((key, i) => new PhraseNote(voice, key, i * length, (i + 1) * length))], Bars, 4);

    private static double Value(string name, Phrase band) =>
        AccompanimentMeasurement.Of(Played, band).Values[AccompanimentMeasure.All.Select(one => one.Name).ToList().IndexOf(name)];

    [Theory]
    [InlineData(1.0, 48, 45, 41, 43)]
    [InlineData(0.5, 48, 45, 40, 38)]
    [InlineData(0.0, 52, 48, 45, 47)] // the thirds
    public void TheBassIsTheRootOfWhatIsPlayedInSoManyBars(double share, params int[] bass)
    {
        Phrase low = Part(NesVoice.Triangle, 4, bass);
        Assert.Equal(share, Value("bass", low));

        // whatever sounds above it
        Assert.Equal(share, Value("bass", low.With(Part(NesVoice.Pulse2, 2, 79, 78, 77, 76, 75, 74, 73, 72))));
    }

    [Fact]
    public void EachVoiceHasItsDensityAndItsRegister()
    {
        Phrase band = Part(NesVoice.Triangle, 4, 48, 45, 41, 43).With(Part(NesVoice.Noise, 0.5, [.. Enumerable.Repeat(5, 32)]));
        Assert.Equal((double.NaN, 0.0, 0.25, 2.0), (Density("P1"), Density("P2"), Density("TR"), Density("NO")));
        Assert.Equal(
            (double.NaN, double.NaN, 44.25),
            (Value("registerP1", band), Value("registerP2", band), Value("registerTR", band))
        );
        Assert.Equal(2, Value("voices", band));

        double Density(string voice) => Value($"density{voice}", band);
    }

    [Fact]
    public void ItIsMeasuredBesideWhatIsPlayed()
    {
        // a semitone below the tune
        Phrase harsh = Part(NesVoice.Pulse2, 1, [.. Tune.Select(key => key - 1)]);
        Assert.Equal(1, Value("harsh", harsh));
        Assert.Equal(0, Value("harsh", Part(NesVoice.Pulse2, 1, [.. Tune.Select(key => key - 12)])));
        Assert.InRange(Value("key", harsh), 0, 0.5);
        Assert.Equal(1, Value("stuck", Part(NesVoice.Pulse2, 1, [.. Enumerable.Repeat(60, 16)])));
    }

    [Fact]
    public void OfNoBandThereIsNothingToSay()
    {
        Phrase none = Part(NesVoice.Pulse2, 1);
        Assert.Equal((0.0, 0.0), (Value("voices", none), Value("densityTR", none)));
        Assert.Equal((double.NaN, double.NaN), (Value("bass", none), Value("key", none)));
    }
}
