using System.Numerics;
using LakhNes.Corpus.Augmentation;
using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Tests.Augmentation;

public class SongVariationTests
{
    private const int Draws = 4000;

    [Fact]
    public void HalfTheSongsKeepOneToThreeVoicesEachEquallyOften()
    {
        SongVariation[] drawn = Draw(new AugmentationOptions());
        Near(0.5, drawn.Count(v => v.Voices != 15));
        for (int count = 1; count <= 3; count++)
            Near(0.5 / 3, drawn.Count(v => BitOperations.PopCount((uint)v.Voices) == count));
        for (int voice = 0; voice < NesVoices.Count; voice++)
            Near(0.75, drawn.Count(v => (v.Voices >> voice & 1) != 0));
    }

    [Fact]
    public void HalfTheSongsSwapTheirPulses() => Near(0.5, Draw(new AugmentationOptions()).Count(v => v.SwapPulses));

    [Fact]
    public void TranspositionsAreEquallyLikelyAndSpeedsLieAroundOne()
    {
        SongVariation[] drawn = Draw(new AugmentationOptions());
        Assert.Equal(Enumerable.Range(-6, 13), drawn.Select(v => v.Transposition).Distinct().Order());
        for (int semitones = -6; semitones <= 6; semitones++)
            Near(1.0 / 13, drawn.Count(v => v.Transposition == semitones));
        Assert.All(drawn, v => Assert.InRange(v.Speed, 0.95, 1.05));
        Near(0.5, drawn.Count(v => v.Speed < 1));
        Near(0.1, drawn.Count(v => v.Speed > 1.04));
    }

    [Fact]
    public void EachPartCanBeTurnedOffOrAlwaysOn()
    {
        Assert.All(Draw(AugmentationOptions.None), v => Assert.Equal(SongVariation.Original, v));
        Assert.All(
            Draw(new AugmentationOptions { VoiceSubset = 1 }),
            v => Assert.InRange(BitOperations.PopCount((uint)v.Voices), 1, 3)
        );
        Assert.All(Draw(new AugmentationOptions { PulseSwap = 1 }), v => Assert.True(v.SwapPulses));
    }

    [Fact]
    public void AStreamDrawsTheSameAgain() => Assert.Equal(Draw(new AugmentationOptions()), Draw(new AugmentationOptions()));

    private static SongVariation[] Draw(AugmentationOptions options) =>
        [
            .. Enumerable
                .Range(0, Draws)
                .Select(song =>
                {
                    var random = new Pcg32(5, (ulong)song);
                    return SongVariation.Draw(options, ref random);
                }),
        ];

    // within five standard deviations
    private static void Near(double share, int count) =>
        Assert.InRange(
            (double)count / Draws,
            share - 5 * Math.Sqrt(share * (1 - share) / Draws),
            share + 5 * Math.Sqrt(share * (1 - share) / Draws)
        );
}
