using FsCheck.Xunit;
using LakhNes.Corpus.Statistics;
using LakhNes.Score;
using LakhNes.Score.Text;

namespace LakhNes.Corpus.Tests.Statistics;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 50)]
public class PieceMeasurementTests
{
    private const int Second = 60;

    private static double[] Result(string measure, NesScore score, double seconds = 60) =>
        PieceMeasurement.Of(score, seconds).Results[Measure.All.Select(m => m.Name).ToList().IndexOf(measure)];

    private static NesScore Notes(params (NesVoice Voice, int Start, int Length, int Note)[] notes) =>
        new(
            TimeUnit.Frame,
            [
                .. notes
                    .SelectMany(n =>
                        new[] { NesEvent.NoteOn(n.Start, n.Voice, n.Note), NesEvent.NoteOff(n.Start + n.Length, n.Voice) }
                    )
                    .OrderBy(e => e.Time)
                    .ThenBy(e => e.Kind),
            ]
        );

    /// <summary>The same bar of sixteen sixteenths, seven frames each, so many times.</summary>
    private static NesScore Bars(int count, Func<int, int, int> note) =>
        Notes([
            .. from bar in Enumerable.Range(0, count)
            from i in Enumerable.Range(0, 8)
            select (NesVoice.Pulse1, (bar * 16 + 2 * i) * 7, 7, note(bar, i)),
        ]);

    [Property]
    public void EveryScoreIsMeasuredAndEveryNoteCounted(NesScore score)
    {
        PieceMeasurement measured = PieceMeasurement.Of(score, 1000);
        Assert.Equal(Measure.All.Length, measured.Results.Length);
        Assert.All(
            Measure.All.Zip(measured.Results),
            m => Assert.Equal(m.First.Kind == MeasureKind.Shares ? m.First.Labels.Length : m.Second.Length, m.Second.Length)
        );
        Assert.All(measured.Results.SelectMany(r => r), number => Assert.InRange(number, 0, 1e6));
        Assert.Equal(NesVoices.Count, measured.Results[0].Sum());
        double notes = Result("note lengths", score, 1000).Sum();
        Assert.Equal(notes, Result("onsets in the beat", score, 1000).Sum());
        Assert.InRange(Result("pitch classes", score, 1000).Sum(), 0, notes);
        Assert.Equal(
            Result("pitch classes", score, 1000).Order(),
            Result("pitch classes above the commonest", score, 1000).Order()
        );
    }

    [Fact]
    public void SilentVoicesAndThoseThatKeepToANoteAreFound()
    {
        NesScore score = Notes([
            (NesVoice.Pulse1, 0, 9 * Second, 60),
            .. Enumerable.Range(0, 20).Select(i => (NesVoice.Triangle, i * 30, 15, 40)),
            .. Enumerable.Range(0, 20).Select(i => (NesVoice.Noise, i * 30, 15, 4)),
        ]);
        Assert.Equal([1, 0, 1, 1, 0, 1, 0, 0], Result("silent voices", score));
        // held; not playing; repeated for ten seconds; noise repeats as drums do
        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 0], Result("stuck voices", score));
        Assert.Equal([1, 0, 1, 1, 0, 0, 0, 0], Result("stuck voices", score, seconds: 7));
    }

    [Fact]
    public void NotesAreCountedBySecondLengthPitchAndStep()
    {
        NesScore score = Notes(
            (NesVoice.Pulse1, 0, 30, 60),
            (NesVoice.Pulse1, 60, 1, 64),
            (NesVoice.Pulse1, 119, 3, 50),
            (NesVoice.Triangle, 0, 122, 72)
        );
        Assert.Equal(3 / (122 / 60.0988), Result("notes a second, P1", score).Single(), 1e-9);
        Assert.Empty(Result("notes a second, P2", score));
        Assert.Equal([1, 0, 1, 0, 0, 1, 0, 1, 0], Result("note lengths", score)); // 1; 3 to 4; 17 to 32; 65 to 128
        Assert.Equal([2, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0], Result("pitch classes", score));
        // -4, +4, below -12
        Assert.Equal([(9, 0.0), (17, 1.0), (0, 1.0)], new[] { 9, 17, 0 }.Select(i => (i, Result("intervals", score)[i])));
        Assert.Equal([0, 122 - 34, 34, 0, 0], Result("voices at once", score));
    }

    [Fact]
    public void TheCommonestPitchClassIsTheFirstWhateverTheKey()
    {
        double[] low = Result(
            "pitch classes above the commonest",
            Notes((NesVoice.Pulse1, 0, 5, 62), (NesVoice.Pulse1, 5, 5, 69), (NesVoice.Pulse1, 10, 5, 50))
        );
        double[] high = Result(
            "pitch classes above the commonest",
            Notes((NesVoice.Pulse1, 0, 5, 65), (NesVoice.Pulse1, 5, 5, 72), (NesVoice.Pulse1, 10, 5, 53))
        );
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], low);
        Assert.Equal(low, high);
    }

    [Fact]
    public void BarsAreAsLikeEarlierOnesAsTheNotesThatTheyShare()
    {
        Assert.Equal(1, Result("likeness of bars to earlier ones", Bars(6, (_, i) => 60 + i)).Single(), 1e-9);
        Assert.Equal(0, Result("likeness of bars to earlier ones", Bars(6, (bar, i) => 40 + 8 * bar + i)).Single(), 1e-9);
        // every bar keeps four of its eight notes: 4 shared of 12
        Assert.Equal(
            1 / 3.0,
            Result("likeness of bars to earlier ones", Bars(6, (bar, i) => i < 4 ? 60 : 61 + bar)).Single(),
            1e-9
        );
        Assert.Empty(Result("likeness of bars to earlier ones", Bars(1, (_, i) => 60 + i)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(6)]
    [InlineData(8)]
    public void TheBeatIsFoundInOnsetsThatKeepToIt(int sixteenth)
    {
        // quarters are commonest, then eighths, then sixteenths
        Random random = new(sixteenth);
        long[] onsets =
        [
            .. Enumerable
                .Range(0, 320)
                .Where(i => i % 4 == 0 || random.Next(i % 2 == 0 ? 2 : 4) == 0)
                .Select(i => 17L + i * sixteenth),
        ];
        BeatGrid beat = BeatGrid.Of(onsets);
        Assert.Equal(4 * sixteenth, beat.Period, 0.1);
        Assert.InRange(beat.Strength, 0.98, 1);
        Assert.All(onsets, onset => Assert.Equal(0, beat.PositionOf(onset) % 4));
        Assert.Equal(0, beat.PositionOf(17));
    }

    [Fact]
    public void OnsetsWithoutABeatHaveAWeakGrid()
    {
        Random random = new(1);
        Assert.InRange(BeatGrid.Of([.. Enumerable.Range(0, 300).Select(_ => (long)random.Next(2000)).Order()]).Strength, 0, 0.3);
    }

    [Fact]
    public void TimesInSamplesAreMeasuredInFrames() =>
        Assert.Equal(
            Result("note lengths", NesText.Parse("P1_NOTEON_60\nWT_14676\nP1_NOTEOFF", TimeUnit.Sample, "x")),
            Result("note lengths", NesText.Parse("P1_NOTEON_60\nWT_20\nP1_NOTEOFF", TimeUnit.Frame, "x"))
        );
}
