using LakhNes.Corpus.Statistics;
using LakhNes.Score;

namespace LakhNes.Corpus.Tests.Statistics;

public class MeasureComparisonTests
{
    /// <summary>Pieces whose notes are drawn around a pitch, so many a second.</summary>
    private static PieceMeasurement[] Pieces(int seed, int count, int pitch = 60, int wait = 14) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    Random random = new(1000 * seed + i);
                    List<NesEvent> events = [];
                    for (int time = 0; time < 1200; time += wait + random.Next(4))
                    {
                        events.Add(NesEvent.NoteOn(time, NesVoice.Pulse1, pitch + random.Next(12)));
                        events.Add(NesEvent.NoteOn(time, NesVoice.Noise, 1 + random.Next(16)));
                    }
                    return PieceMeasurement.Of(new NesScore(TimeUnit.Frame, [.. events], 1300), 30);
                }),
        ];

    private static MeasureComparison Find(IEnumerable<MeasureComparison> comparisons, string name) =>
        comparisons.Single(c => c.Measure.Name == name);

    [Fact]
    public void PiecesAreNoDistanceFromThemselves() =>
        Assert.All(
            MeasureComparison.Of(Pieces(1, 20), Pieces(1, 20)),
            c => Assert.True(double.IsNaN(c.Distance) || c.Distance < 1e-12, c.Measure.Name)
        );

    [Fact]
    public void PiecesOfOneKindAreAsFarApartAsChancePutsThemAndOthersFurther()
    {
        PieceMeasurement[] reference = Pieces(2, 80);
        double same = MeasureComparison.Overall(MeasureComparison.Of(Pieces(3, 40), reference));
        Assert.InRange(same, 0.5, 2);
        var other = MeasureComparison.Of(Pieces(3, 40, wait: 7), reference);
        Assert.True(MeasureComparison.Overall(other) > 3 * same);
        Assert.InRange(Find(other, "notes a second, P1").Distance, 2, 4);
        Assert.InRange(Find(other, "silent voices").Distance, 0, 1e-12);
    }

    [Fact]
    public void WithoutAReferenceThereAreResultsAlone() =>
        Assert.All(
            MeasureComparison.Of(Pieces(4, 3), []),
            c =>
            {
                Assert.Empty(c.Reference);
                Assert.True(double.IsNaN(c.Distance) && double.IsNaN(c.TimesChance));
            }
        );
}
