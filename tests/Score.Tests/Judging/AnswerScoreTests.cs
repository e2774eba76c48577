using LakhNes.Score.Judging;

namespace LakhNes.Score.Tests.Judging;

public sealed class AnswerScoreTests
{
    private static readonly int[] Tune = [60, 64, 67, 65, 62, 64, 60, 67, 72, 71, 67, 64, 65, 62, 59, 60];

    private static Phrase Of(int bars, Func<int, int> key) =>
        new(
            [.. Enumerable.Range(0, bars * 8).Select(i => new PhraseNote(NesVoice.Pulse1, key(i), i / 2.0, (i + 1) / 2.0))],
            bars,
            4
        );

    // eight bars that are what songs are in the mean
    private static double[] Usual =>
        [0.844, 0.132, 3, 0.047, 4.97, 0.114, 0.496, 0.9, 0.663, 0.226, 0.075, 0.399, 0.455, 0.086, 3.198, 0.966, 0.049];

    private static Phrase Prompt => Of(4, i => Tune[i % 16]);

    [Fact]
    public void StuckSilentAndOffKeyAnswersLose()
    {
        Phrase music = Of(8, i => Tune[i / 2 % 16] + (i % 2)),
            stuck = Of(8, _ => 60),
            off = Of(8, i => 61 + (i * 5 % 12)),
            silent = new([], 8, 4);
        Phrase varied = Of(8, i => Tune[(i + (i / 32 * 3)) % 16]);
        Assert.Equal(2, AnswerScore.Best(Prompt, [stuck, silent, varied, off]));
        Assert.All(
            new[] { stuck, silent, off },
            other => Assert.True(AnswerScore.Of(Prompt, varied) < AnswerScore.Of(Prompt, other))
        );
        Assert.True(double.IsFinite(AnswerScore.Of(Prompt, music)));
    }

    [Fact]
    public void AnAnswerThatOnlySaysThePhraseAgainLosesToAVariation()
    {
        Phrase again = Of(8, i => Tune[i % 16]),
            varied = Of(8, i => i / 8 % 2 == 0 ? Tune[i % 16] : Tune[(i + 5) % 16]);
        Assert.Equal(1, AnswerScore.Best(Prompt, [again, varied]));
    }

    [Fact]
    public void TheBandThatWasPlayingGoesOn()
    {
        static IEnumerable<PhraseNote> Bass(int bars, int perBeat = 1) =>
            Enumerable
                .Range(0, bars * 4 * perBeat)
                .Select(i => new PhraseNote(NesVoice.Triangle, 36 + (7 * (i % 2)), (double)i / perBeat, (i + 0.9) / perBeat));
        static Phrase With(Phrase tune, IEnumerable<PhraseNote> more) =>
            tune with
            {
                Notes = [.. tune.Notes.Concat(more).OrderBy(note => note.Start)],
            };
        Phrase tune = Of(8, i => i / 8 % 2 == 0 ? Tune[i % 16] : Tune[(i + 5) % 16]),
            duet = With(tune, Bass(8)),
            bass = new([.. Bass(8)], 8, 4);
        Assert.Equal(1, AnswerScore.Best(Prompt, [With(tune, Bass(8, perBeat: 4)), tune])); // a bass comes in, and a busy one
        Assert.Equal(1, AnswerScore.Best(With(Prompt, Bass(4)), [tune, duet, bass]));
    }

    [Fact]
    public void ToHaveFewerFaultsThanSongsIsNone()
    {
        double[] perfect = [1, 0, 1, 0, 0, 0, 0.496, 1, 0.663, 0.226, 0, 0, 0, 0, 0, 0, 0],
            usual = Usual;
        Assert.Equal((0, 0), (AnswerScore.Of(perfect, 8), AnswerScore.Of(usual, 8)));
        for (int i = 0; i < usual.Length; i++)
        {
            double[] worse = [.. usual];
            worse[i] += AnswerMeasure.All[i].Fault == AnswerFault.Less ? -1 : 1;
            Assert.Equal(AnswerMeasure.All[i].Name != "voices", AnswerScore.Of(worse, 8) > 0);
        }
    }

    // as songs do from 'lakhnes judge': of their motifs and patterns less is left in their later bars
    [Fact]
    public void APartIsHeldAgainstTheSamePartOfSongs()
    {
        double no = double.NaN;
        double[] first =
            [0.893, 0.112, 3, 0.055, 4.332, 0.141, 0.684, 0.8, 0.456, no, 0.064, 0.301, 0.576, 0.1, 2.385, 0.785, 0.021],
            last = [0.825, 0.257, 3, 0.043, 3.386, 0.095, 0.495, 0.55, 0.494, no, 0.066, 0.537, 0.385, 0.113, 3.844, 1.432, 0.07];
        Assert.Equal((0, 0), (AnswerScore.OfPart(first, 0), AnswerScore.OfPart(last, 6)));
        Assert.True(AnswerScore.OfPart(first, 6) > 0 && AnswerScore.OfPart(last, 0) > 0);
        Assert.Equal(AnswerScore.OfPart(first, 6), AnswerScore.OfPart(first, 40));
        double[] away = [.. last];
        (away[6], away[7]) = (0, 0); // nothing of the phrase comes back
        Assert.True(AnswerScore.OfPart(away, 6) > 0);
    }

    [Fact]
    public void AnotherModeThanIsWantedIsAFault()
    {
        Assert.Equal(0, AnswerScore.OfMode(new MusicalKey(3, true), minor: true));
        Assert.Equal(0, AnswerScore.OfMode(new MusicalKey(3, false), minor: false));
        Assert.True(AnswerScore.OfMode(new MusicalKey(3, false), minor: true) > 0);
        Assert.True(AnswerScore.OfMode(null, minor: false) > 0);
    }

    // what else is measured speaks for a copy
    [Fact]
    public void ToSayThePhraseAgainCountsTwice()
    {
        double[] usual = Usual,
            copied = [.. usual],
            standing = [.. usual];
        copied[12] += 0.218;
        standing[13] += 0.165; // each by the songs' spread
        Assert.Equal(2 * AnswerScore.Of(standing, 8), AnswerScore.Of(copied, 8), 1e-9);
    }

    [Fact]
    public void TheFirstOfEqualAnswersIsKept() =>
        Assert.Equal(0, AnswerScore.Best(Prompt, [Of(8, i => Tune[i % 16]), Of(8, i => Tune[i % 16])]));
}
