using LakhNes.Generator.Expression;
using LakhNes.Score;
using LakhNes.Training.Expression;

namespace LakhNes.Training.Tests.Expression;

/// <summary>What is learnt of how songs play their notes.</summary>
public class ExpressionTrainingTests
{
    [Fact]
    public void TheGradientIsThatOfTheLoss()
    {
        var random = new Random(3);
        float[] parameters =
        [
            .. Enumerable.Range(0, ExpressionNetwork.ParameterCount).Select(_ => (float)(random.NextDouble() - 0.5) / 4),
        ];
        List<NoteSample> samples = [];
        NoteSample.AddTo(samples, Accents(NesVoice.Noise, 2), gain: 1);
        var pass = new NetworkPass();
        NoteSample sample = samples[^1];
        float[] gradient = new float[parameters.Length];
        pass.AddGradient(parameters, sample, gradient, 1);
        double norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
        float[] direction =
        [
            .. gradient.Select(g => (float)((g / norm) + (0.2 * (random.NextDouble() - 0.5) / Math.Sqrt(gradient.Length)))),
        ];
        double expected = gradient.Zip(direction, (g, d) => (double)g * d).Sum();
        const float Step = 0.01f;
        double measured = (Moved(Step) - Moved(-Step)) / (2 * Step);
        Assert.Equal(expected, measured, 0.02 * expected);

        double Moved(float step) => pass.Loss([.. parameters.Zip(direction, (p, d) => p + (step * d))], sample);
    }

    [Fact]
    public void AccentsOfABarAreLearnt()
    {
        ExpressedNote[][] songs =
        [
            .. Enumerable.Range(0, 12).Select(i => Accents(i % 2 == 0 ? NesVoice.Pulse1 : NesVoice.Noise, 12)),
        ];
        ExpressionNetwork network = new ExpressionTraining(songs, rounds: 30, rate: 5e-3, seed: 1).Run((_, _) => { });
        var dresser = new NoteDresser(network);
        dresser.Begin(1);
        List<NoteExpression> played = [];
        foreach (ExpressedNote note in Accents(NesVoice.Pulse1, 8))
            played.Add(dresser.Dress(note with { Expression = NoteExpression.None }));
        NoteExpression[] accents = [.. played.Where((_, i) => i % 4 == 0)],
            others = [.. played.Where((_, i) => i % 4 != 0)];
        Assert.True(accents.Average(e => e.Volume) > others.Average(e => e.Volume) + 2, string.Join(' ', played));
        Assert.True(accents.Count(e => e.Shape == 3) > 0.8 * accents.Length, string.Join(' ', played));
        Assert.True(others.Count(e => e.Shape == 5) > 0.8 * others.Length, string.Join(' ', played));
        Assert.True(ExpressionMeasure.Loss(network, songs) < 2);
    }

    [Fact]
    public void TheSameSongsAndSeedGiveTheSameNetwork()
    {
        ExpressedNote[][] songs = [Accents(NesVoice.Pulse2, 4)];
        Assert.Equal(Run().Write(), Run().Write());
        ExpressionNetwork Run() => new ExpressionTraining(songs, rounds: 2, rate: 1e-3, seed: 5).Run((_, _) => { });
    }

    [Fact]
    public void MeasuresOfASongAreItsOwn()
    {
        ExpressionMeasure measure = ExpressionMeasure.Of([Accents(NesVoice.Pulse1, 8)]);
        // an accent and three softer notes a bar, from the fifth bar on
        Assert.Equal((15 + (3 * 9)) / 4.0, measure.Volume, 1e-9);
        Assert.Equal(7 / 15.0, measure.Changes, 1e-9);
        Assert.Equal((1.0, 1.0, 0.0), (measure.SamePlace, measure.SameShape, measure.Even));
    }

    private static ExpressedNote[] Accents(NesVoice voice, int bars) =>
        [
            .. Enumerable
                .Range(0, 4 * bars)
                .Select(beat => new ExpressedNote(
                    voice,
                    (byte)(voice == NesVoice.Noise ? 7 : 60),
                    beat,
                    4,
                    beat % 4 == 0 ? new NoteExpression(15, 1, 3) : new NoteExpression(9, 0, 5)
                )),
        ];
}
