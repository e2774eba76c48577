using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>What a key does to a "model" that expects everything alike, in a text of bars.</summary>
public class TonalityTests
{
    private const int Bar = 4 * Metre.StepsPerQuarter;

    private static readonly TokenVocabulary Words = TokenVocabulary.Txb;

    [Theory]
    [InlineData(0, false, "C E G", "C")]
    [InlineData(9, true, "A C E", "A")]
    [InlineData(11, true, "B D F#", "B")]
    public void PhrasesBeginOnTheTonicTriad(int tonic, bool minor, string triad, string bass)
    {
        foreach (int bar in new[] { 0, 4, 8 })
        {
            float[] logits = Logits(new MusicalKey(tonic, minor), bar * Bar);
            Assert.Equal(PitchClasses(triad), Likeliest(logits, NesVoice.Pulse1));
            Assert.Equal(PitchClasses(triad), Likeliest(logits, NesVoice.Pulse2));
            Assert.Equal(PitchClasses(bass), Likeliest(logits, NesVoice.Triangle));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(Bar)]
    [InlineData(3 * Bar)]
    [InlineData((4 * Bar) + 24)]
    public void ElsewhereNotesOfTheKeyAreLikelier(int time)
    {
        float[] logits = Logits(new MusicalKey(9, IsMinor: true), time);
        foreach (NesVoice voice in NesVoices.Pitched)
            Assert.Equal(PitchClasses("A B C D E F G"), Likeliest(logits, voice));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void HowLikelyAVoicePlaysStaysAsItIs(int time)
    {
        float[] logits = Logits(new MusicalKey(2, IsMinor: true), time);
        foreach (NesVoice voice in Enum.GetValues<NesVoice>())
            Assert.Equal(Notes(voice).Count(), Notes(voice).Sum(token => Math.Exp(logits[token])), 3);
        Assert.All(Notes(NesVoice.Noise), token => Assert.Equal(0, logits[token]));
    }

    [Fact]
    public void WithoutAKeyNothingChanges() => Assert.All(Logits(null, 0), logit => Assert.Equal(0, logit));

    private static float[] Logits(MusicalKey? key, int time)
    {
        var text = new BarMusicText(Words, Metre.Common);
        var state = new PieceState(text);
        state.Begin([TokenVocabulary.Start], opens: false, holds: false);
        int[] wait = new int[64];
        foreach (int token in wait.AsSpan(0, text.WriteWait(0, Bar + time, wait)))
            state.Take(token, given: false);
        float[] logits = new float[Words.Count];
        new Tonality
        {
            Key = key,
            Start = Bar,
            Bar = Bar,
        }.Apply(state, logits);
        return logits;
    }

    private static int[] Likeliest(float[] logits, NesVoice voice)
    {
        float most = Notes(voice).Max(token => logits[token]);
        return
        [
            .. Notes(voice)
                .Where(token => Math.Abs(logits[token] - most) < 0.001)
                .Select(token => Words.EventOf(token).Value % 12)
                .Distinct()
                .Order(),
        ];
    }

    private static IEnumerable<int> Notes(NesVoice voice) =>
        Enumerable
            .Range(1, Words.Count - 1)
            .Where(token => !Words.IsWait(token) && Words.EventOf(token) is { Kind: NesEventKind.NoteOn } e && e.Voice == voice);

    private static int[] PitchClasses(string names) =>
        [.. names.Split(' ').Select(name => Array.IndexOf([.. KeyName.PitchClasses], name)).Order()];
}
