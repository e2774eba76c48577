using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Recall;

public sealed class RecallMixtureTests
{
    private static readonly TokenVocabulary Vocabulary = TokenVocabulary.Txf;

    private static int On(NesVoice voice, int key) => Vocabulary.IdOf(NesEvent.NoteOn(0, voice, key));

    // a tune of two voices, moved by some semitones
    private static int[] Tune(int semitones) =>
        [
            .. new[] { 60, 64, 67, 65, 62, 64, 60, 67, 72, 71 }.SelectMany(
                (key, i) =>
                    new[]
                    {
                        On(NesVoice.Pulse1, key + semitones),
                        On(NesVoice.Triangle, key - 20 + semitones),
                        Vocabulary.IdOfWait(6 + (i % 3)),
                    }
            ),
        ];

    private static RecallMixture Heard(params int[] tokens)
    {
        var mixture = new RecallMixture(Vocabulary, RecallWeights.Default, 4096);
        foreach (int token in tokens)
            mixture.Take(token);
        return mixture;
    }

    private static float[] Even() => new float[Vocabulary.Count];

    private static double[] Probabilities(ReadOnlySpan<float> logits)
    {
        double[] exponentials = new double[logits.Length];
        for (int i = 0; i < logits.Length; i++)
            exponentials[i] = Math.Exp(logits[i]);
        return exponentials;
    }

    [Fact]
    public void WhatIsMixedIsADistribution()
    {
        var random = new Pcg32(1);
        RecallMixture mixture = Heard();
        int mixed = 0;
        for (int i = 0; i < 400; i++)
        {
            mixture.Take(random.Next(20) > 0 ? Tune(0)[i % 30] : 1 + random.Next(Vocabulary.Count - 1));
            float[] logits = Even();
            for (int token = 0; token < logits.Length; token++)
                logits[token] = (float)(random.NextDouble() * 8);
            float[] before = [.. logits];
            mixture.Options = new RecallOptions(random.NextDouble(), 1 + random.Next(20));
            mixture.Mix(logits);
            if (logits.SequenceEqual(before))
                continue;
            mixed++;
            Assert.Equal(1, Probabilities(logits).Sum(), 1e-4);
        }

        Assert.InRange(mixed, 10, 400);
    }

    [Fact]
    public void WhatFollowedBeforeIsExpectedAgain()
    {
        int[] tune = Tune(0);
        RecallMixture mixture = Heard([.. tune, .. tune[..12]]);
        float[] logits = Even();
        mixture.Mix(logits);
        Assert.Equal(tune[12], Array.IndexOf(logits, logits.Max()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-5)]
    public void WhatFollowedBeforeIsExpectedTransposed(int semitones)
    {
        int[] tune = Tune(0),
            moved = Tune(semitones);
        RecallMixture mixture = Heard([.. tune, .. moved[..15]]);
        float[] logits = Even();
        mixture.Mix(logits);
        Assert.Equal(moved[15], Array.IndexOf(logits, logits.Max()));
    }

    [Fact]
    public void WhatIsNearerThanTheDistanceIsNotRecalled()
    {
        int[] tune = Tune(0);
        RecallMixture mixture = Heard([.. tune, .. tune[..12]]);
        foreach ((int distance, bool recalls) in new[] { (30, true), (31, false) })
        {
            float[] logits = Even();
            mixture.Options = new RecallOptions(0.5, distance);
            mixture.Mix(logits);
            Assert.Equal(recalls, logits.Any(logit => logit != 0));
        }
    }

    [Fact]
    public void MoreIsRecalledWithALargerAmountAndNothingWithNone()
    {
        int[] tune = Tune(0);
        RecallMixture mixture = Heard([.. tune, .. tune[..12]]);
        double Expected(double amount)
        {
            float[] logits = Even();
            mixture.Options = new RecallOptions(amount, 1);
            mixture.Mix(logits);
            double[] probabilities = Probabilities(logits);
            return probabilities[tune[12]] / probabilities.Sum();
        }

        double[] expected = [.. new[] { 0, 0.2, 0.5, 0.8, 1 }.Select(Expected)];
        Assert.Equal(1.0 / Vocabulary.Count, expected[0], 1e-6);
        Assert.Equal(expected.Order(), expected);
        Assert.InRange(expected[4], 0.9, 1);
    }

    [Fact]
    public void TakenBackIsAsIfNeverHeard()
    {
        int[] tune = Tune(0),
            other = Tune(3);
        RecallMixture mixture = Heard([.. tune, .. tune[..12], .. other, .. tune]);
        mixture.Rewind(42);
        float[] logits = Even(),
            expected = Even();
        mixture.Mix(logits);
        Heard([.. tune, .. tune[..12]]).Mix(expected);
        Assert.Equal(expected, logits);
        mixture.Rewind(0);
        Assert.Equal(0, mixture.Count);
        float[] none = Even();
        mixture.Mix(none);
        Assert.Equal(Even(), none);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        int[] tune = Tune(0);
        RecallMixture mixture = Heard([.. tune, .. tune]);
        float[] logits = Even();
        mixture.Mix(logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 300; i++)
        {
            mixture.Take(tune[i % 30]);
            mixture.Mix(logits);
            if (i % 50 == 49)
                mixture.Rewind(mixture.Count - 25);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void LearningMakesSongsLikelier()
    {
        var random = new Pcg32(5);
        var training = new RecallTraining();
        RecallMixture mixture = Heard();
        // phrases that come back half of the time
        List<int> song = [];
        for (int i = 0; i < 60; i++)
        {
            int[] phrase = Tune(random.Next(2) == 0 ? 0 : random.Next(12));
            song.AddRange(random.Next(2) == 0 ? phrase : phrase.Order());
        }

        double Loss(RecallWeights weights)
        {
            var learnt = new RecallMixture(Vocabulary, weights, song.Count);
            double sum = 0;
            for (int i = 0; i + 1 < song.Count; i++)
            {
                learnt.Take(song[i]);
                float[] logits = Even();
                learnt.Mix(logits);
                double[] probabilities = Probabilities(logits);
                sum -= Math.Log(probabilities[song[i + 1]] / probabilities.Sum());
            }

            return sum;
        }

        var first = new RecallWeights([-6, 0, 0, 0, 0, 0, 0, 0], [-6, 0, 0, 0, 0, 0, 0, 0]);
        for (int i = 0; i + 1 < song.Count; i++)
        {
            mixture.Take(song[i]);
            training.Hear(mixture, Even(), song[i + 1]);
        }

        RecallWeights weights = training.Learn(first);
        Assert.InRange(Loss(weights), 0, 0.7 * Loss(first));
        Assert.Equal(weights.ToString(), RecallWeights.TryParse(weights.ToString())!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 4 5 6 7 8 1 2 3 4 5 6 7 x")]
    [InlineData("1 2 3 4 5 6 7 8 1 2 3 4 5 6 7 NaN")]
    public void WhatHoldsNoWeightsIsNone(string text) => Assert.Null(RecallWeights.TryParse(text));
}
