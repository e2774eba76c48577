using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>What chords do to a "model" that expects everything alike, in a text of bars.</summary>
public class ChordTonesTests
{
    private const int Quarter = Metre.StepsPerQuarter;
    private const int Bar = 4 * Quarter;

    private static readonly TokenVocabulary Words = TokenVocabulary.Txb;

    // Am from the first bar line on, then F over C
    private static ChordTones AmThenF =>
        new()
        {
            Chords = ChordProgression.Parse("Am F/C", 4, out _),
            Start = Bar,
            Beat = Bar,
            Units = Quarter,
            Strength = 6,
        };

    [Theory]
    [InlineData(0, "A", "A C E")]
    [InlineData(1, "A C E", "A C E")]
    [InlineData(3, "A C E", "A C E")]
    [InlineData(4, "C", "C F A")]
    [InlineData(5, "C F A", "C F A")]
    [InlineData(8, "A", "A C E")]
    [InlineData(0.5, "", "")]
    [InlineData(3.75, "", "")]
    [InlineData(-1, "", "")]
    public void OnABeatItsTonesAreFavouredAndTheBassOnItsFirst(double beat, string triangle, string pulse)
    {
        float[] logits = Logits(AmThenF, At(beat));
        AssertFavoured(logits, NesVoice.Pulse1, pulse);
        AssertFavoured(logits, NesVoice.Pulse2, pulse);
        AssertFavoured(logits, NesVoice.Triangle, triangle);
        AssertFavoured(logits, NesVoice.Noise, "");
    }

    [Fact]
    public void ABeatOfThreeEighthsIsOneBeat()
    {
        ChordTones jig = AmThenF;
        jig.BeatLength = 1.5;
        AssertFavoured(Logits(jig, At(1)), NesVoice.Pulse1, "");
        AssertFavoured(Logits(jig, At(1.5)), NesVoice.Pulse1, "A C E");
    }

    [Fact]
    public void HowLikelyAVoicePlaysStaysAsItIs()
    {
        float[] logits = Logits(AmThenF, At(0));
        foreach (NesVoice voice in Enum.GetValues<NesVoice>())
            Assert.Equal(Notes(voice).Count(), Notes(voice).Sum(token => Math.Exp(logits[token])), 3);
        Assert.All(
            Enumerable
                .Range(1, Words.Count - 1)
                .Where(token => Words.IsWait(token) || !Words.EventOf(token).Kind.Equals(NesEventKind.NoteOn)),
            token => Assert.Equal(0, logits[token])
        );
    }

    [Fact]
    public void WhereAllNotesAreRuledOutTheyStaySo()
    {
        float[] logits = new float[Words.Count];
        foreach (int token in Notes(NesVoice.Pulse1))
            logits[token] = float.NegativeInfinity;
        AmThenF.Apply(At(0), logits);
        Assert.All(Notes(NesVoice.Pulse1), token => Assert.Equal(float.NegativeInfinity, logits[token]));
        Assert.DoesNotContain(logits, float.IsNaN);
    }

    [Fact]
    public void WithoutChordsOrStrengthNothingChanges()
    {
        foreach (
            ChordTones none in new[]
            {
                new ChordTones { Strength = 6 },
                new ChordTones { Chords = AmThenF.Chords },
            }
        )
            Assert.All(Logits(none, At(0)), logit => Assert.Equal(0, logit));
    }

    [Theory]
    [InlineData("C5", double.PositiveInfinity)] // of both chords
    [InlineData("E5", 4)]
    [InlineData("G5", 4)]
    public void ANoteThatIsHeldEndsWhereAChordBeginsThatItIsNoToneOf(string key, double ends)
    {
        Assert.True(KeyName.TryParse(key, out int note));
        PieceState state = At(1, NesEvent.NoteOn(0, NesVoice.Pulse1, (byte)note));
        double end = (AmThenF.EndOf(state, NesVoice.Pulse1) - Bar) / Quarter;
        Assert.Equal(ends, end);
        var holds = new HoldLimit(100 * Quarter) { Chords = AmThenF };
        float[] logits = Logits(holds, state);
        long furthest = Enumerable
            .Range(1, Words.Count - 1)
            .Where(token => state.Text.IsWait(token) && !float.IsNegativeInfinity(logits[token]))
            .Max(token => state.Text.TimeAfter(token, state.Time));
        Assert.True(furthest <= Bar + (ends * Quarter));
    }

    private static float[] Logits(ILogitConstraint constraint, PieceState state)
    {
        float[] logits = new float[Words.Count];
        constraint.Apply(state, logits);
        return logits;
    }

    private static void AssertFavoured(float[] logits, NesVoice voice, string tones)
    {
        int[] expected = [.. tones.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PitchClass)];
        float most = Notes(voice).Max(token => logits[token]);
        foreach (int token in Notes(voice))
        {
            bool favoured = expected.Length == 0 || expected.Contains(Words.EventOf(token).Value % 12);
            Assert.Equal(favoured ? most : most - 6, logits[token], 3);
        }
    }

    private static IEnumerable<int> Notes(NesVoice voice) =>
        Enumerable
            .Range(1, Words.Count - 1)
            .Where(token => !Words.IsWait(token) && Words.EventOf(token) is { Kind: NesEventKind.NoteOn } e && e.Voice == voice);

    private static int PitchClass(string name) => Array.IndexOf([.. KeyName.PitchClasses], name);

    // so many quarters after the first bar line, after an event there
    private static PieceState At(double beat, params NesEvent[] events)
    {
        var text = new BarMusicText(Words, Metre.Common);
        var state = new PieceState(text);
        long time = 0;
        int[] wait = new int[64];
        state.Begin([TokenVocabulary.Start], opens: false, holds: false);
        foreach (int token in wait.AsSpan(0, text.WriteWait(0, Bar + (long)Math.Round(beat * Quarter), wait)))
        {
            state.Take(token, given: false);
            time = state.Time;
        }

        Assert.Equal(Bar + (long)Math.Round(beat * Quarter), time);
        foreach (NesEvent e in events)
            state.Take(Words.IdOf(e), given: false);
        return state;
    }
}
