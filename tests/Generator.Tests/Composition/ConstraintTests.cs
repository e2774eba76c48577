using FsCheck.Xunit;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;
using static LakhNes.Generator.Tests.Composition.AnyTokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>Each constraint on a "model" that expects anything, over 100,000 tokens.</summary>
public sealed class ConstraintTests
{
    public static TheoryData<string> Vocabularies => ["TX1", "TX2", "TXF"];

    [Fact]
    public void VoicesSayTheirNames() =>
        Assert.Equal("P1,TR", default(VoiceSet).With(NesVoice.Triangle).With(NesVoice.Pulse1).ToString());

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void GrammarHolds(string name) => AssertGrammatical(Compose(Vocabulary(name), new Grammar()), Vocabulary(name));

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void OnlyAllowedVoicesPlay(string name)
    {
        VoiceSet voices = default(VoiceSet).With(NesVoice.Triangle).With(NesVoice.Noise);
        Assert.Equal(
            [NesVoice.Triangle, NesVoice.Noise],
            Events(name, new Grammar(), new AllowedVoices(voices)).Select(e => e.Voice).Distinct().Order()
        );
        Assert.True(voices.Others.Contains(NesVoice.Pulse1) && !voices.Others.Contains(NesVoice.Noise));
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void NotesBelongToTheScale(string name)
    {
        // D major: no F, no C
        foreach (NesEvent e in Events(name, new AllowedScale(Scale.Major(2))))
        {
            if (e.Kind == NesEventKind.NoteOn && e.Voice != NesVoice.Noise)
                Assert.Contains(e.Value % 12, new[] { 2, 4, 6, 7, 9, 11, 1 });
        }
    }

    [Theory]
    [InlineData(0, "P1_NOTEON_60")]
    [InlineData(100, "P1_NOTEON_60 WT_40")]
    [InlineData(101, "P1_NOTEON_60 WT_40 WT_50")]
    public void APieceThatOpensDoesSoInTime(double before, string allowed)
    {
        TokenVocabulary text = Vocabulary("TXF");
        int Id(string token) => text.Symbols.IndexOf(token);
        var state = new PieceState(text);
        state.Begin([Id("WT_50")], opens: true);
        Assert.Equal(allowed, Allowed());
        state.Take(Id("WT_40"));
        Assert.StartsWith("P1_NOTEON_60", Allowed(), StringComparison.Ordinal);
        state.Take(Id("P1_NOTEON_60"));
        Assert.Equal("P1_NOTEON_60 P1_NOTEOFF WT_40 WT_50 WT_60", Allowed());

        string Allowed()
        {
            float[] logits = new float[text.Count];
            new Opening(before).Apply(state, logits);
            string[] tokens = ["P1_NOTEON_60", "P1_NOTEOFF", "WT_40", "WT_50", "WT_60"];
            return string.Join(' ', tokens.Where(token => logits[Id(token)] == 0));
        }
    }

    [Fact]
    public void AVoiceThatRestsIsTheLikelierToComeInTheLongerItRests()
    {
        TokenVocabulary text = Vocabulary("TXF");
        var state = new PieceState(text);
        var entrances = new Entrances { Voices = VoiceSet.All.Without(NesVoice.Pulse2), Bar = 100 };
        int wait = Id("WT_50");
        state.Begin([Id("TR_NOTEON_40"), wait], opens: false);
        Assert.Equal((0f, 0f, 0f), More());
        state.Begin([Id("TR_NOTEON_40"), wait, wait], opens: false);
        Assert.Equal((1f, 0f, 0f), More());
        state.Begin([Id("TR_NOTEON_40"), wait, Id("TR_NOTEOFF"), wait, wait], opens: false);
        Assert.Equal((2f, 2f, 0f), More());
        state.Begin([.. Enumerable.Repeat(wait, 100)], opens: false);
        Assert.Equal((4f, 4f, 0f), More());

        int Id(string token) => text.Symbols.IndexOf(token);

        // of the first pulse, of the triangle, and of the second pulse, which may rest
        (float, float, float) More()
        {
            float[] logits = new float[text.Count];
            entrances.Apply(state, logits);
            Assert.Equal(0, logits[wait]);
            return (logits[Id("P1_NOTEON_60")], logits[Id("TR_NOTEON_40")], logits[Id("P2_NOTEON_60")]);
        }
    }

    // whatever was composed before
    [Property]
    public void AStateBegunAnewKnowsNothingOfBefore(int[] before, int[] prompt)
    {
        TokenVocabulary text = Vocabulary("TXF");
        PieceState used = new(text),
            fresh = new(text);
        used.Begin(Tokens(before), opens: false);
        used.Begin(Tokens(prompt), opens: true);
        fresh.Begin(Tokens(prompt), opens: true);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            Assert.Equal(Of(fresh, voice), Of(used, voice));
        Assert.Equal((fresh.Time, fresh.PromptEnd, fresh.LastToken), (used.Time, used.PromptEnd, used.LastToken));

        int[] Tokens(int[] any) => [.. any.Select(id => (int)((uint)id % (uint)text.Count))];

        static (int, int, int, long, bool) Of(PieceState state, NesVoice voice) =>
            (
                state.NoteOf(voice),
                state.LastNoteOf(voice),
                state.RepeatsOf(voice),
                state.BeginningOf(voice),
                state.IsGiven(voice)
            );
    }

    [Fact]
    public void NoiseHasNoScale() =>
        Assert.Equal(
            16,
            Events("TXF", new AllowedScale(Scale.From(0, [0])))
                .Where(e => e.Voice == NesVoice.Noise && e.Kind == NesEventKind.NoteOn)
                .DistinctBy(e => e.Value)
                .Count()
        );

    [Theory]
    [InlineData(0, "CDEFGAH", true)]
    [InlineData(9, "CDEFGAH", false)]
    public void ScalesAreThoseOfTheTextbook(int tonic, string names, bool major)
    {
        Scale scale = major ? Scale.Major(tonic) : Scale.Minor(tonic);
        int[] keys = [.. names.Select(n => "C D EF G A H".IndexOf(n))];
        for (int key = 0; key < 128; key++)
            Assert.Equal(keys.Contains(key % 12), scale.Contains(key));
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void NotesStayInTheirRange(string name)
    {
        byte[] played =
        [
            .. Events(name, new AllowedRange(NesVoice.Pulse2, 60, 72))
                .Where(e => e.Voice == NesVoice.Pulse2 && e.Kind == NesEventKind.NoteOn)
                .Select(e => e.Value)
                .Distinct()
                .Order(),
        ];
        Assert.Equal(Enumerable.Range(60, 13).Select(key => (byte)key), played);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void NotesAreNotRepeatedForEver(string name)
    {
        const int Longest = 2;
        var longest = new Dictionary<NesVoice, int>();
        foreach (
            IGrouping<NesVoice, NesEvent> voice in Events(
                    name,
                    new AllowedRange(NesVoice.Pulse1, 60, 62),
                    new AllowedRange(NesVoice.Noise, 3, 3),
                    new RepeatLimit(Longest)
                )
                .Where(e => e.Kind == NesEventKind.NoteOn)
                .GroupBy(e => e.Voice)
        )
        {
            int run = 0,
                last = -1;
            foreach (NesEvent e in voice)
            {
                run = e.Value == last ? run + 1 : 1;
                last = e.Value;
                longest[voice.Key] = Math.Max(longest.GetValueOrDefault(voice.Key), run);
            }
        }

        // the pulse, of three notes, comes up against the limit; the noise has none
        Assert.Equal(
            (Longest, Longest, Longest),
            (longest[NesVoice.Pulse1], longest[NesVoice.Pulse2], longest[NesVoice.Triangle])
        );
        Assert.True(longest[NesVoice.Noise] > 100);
    }

    [Theory]
    [InlineData("TXF", 40)]
    [InlineData("TXB", 96)]
    public void NotesAreNotHeldForEver(string name, long longest)
    {
        // voices that play seldom
        TokenVocabulary vocabulary = Vocabulary(name);
        long[] begun = [-1, -1, -1, -1],
            held = new long[NesVoices.Count];
        long time = 0;
        foreach (
            int token in Compose(
                vocabulary,
                Count,
                new AllowedRange(NesVoice.Pulse1, 60, 60),
                new HoldLimit(longest),
                new Grammar()
            )
        )
        {
            time = vocabulary.TimeAfter(token, time);
            if (vocabulary.IsWait(token) || vocabulary.EventOf(token) is not { IsNote: true } e)
                continue;
            int voice = (int)e.Voice;
            if (begun[voice] >= 0)
                held[voice] = Math.Max(held[voice], time - begun[voice]);
            begun[voice] = e.Kind == NesEventKind.NoteOn ? time : -1;
        }

        Assert.Equal((longest, longest, longest), (held[0], held[1], held[2]));
        Assert.True(held[3] > longest, $"noise: {held[3]}");
    }

    [Fact]
    public void AGivenNoteIsHeldAsLongAsItIsGiven()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new HoldLimit(10), new Grammar()],
            Given = [NesEvent.NoteOn(0, NesVoice.Pulse1, 60), NesEvent.NoteOff(500, NesVoice.Pulse1)],
            EndTime = 600,
        };
        var piece = new Piece(vocabulary, plan, new Pcg32(1), []);
        float[] logits = new float[vocabulary.Count];
        while (!piece.IsComplete)
        {
            logits.AsSpan().Clear();
            piece.Next(logits);
        }

        NesScore score = Tokeniser.Decode(piece.AllTokens, vocabulary);
        Assert.Equal([0L, 500L], score.Events.Where(e => e.Voice == NesVoice.Pulse1).Select(e => e.Time).Take(2));
    }

    [Fact]
    public void AllTogetherHold()
    {
        TokenVocabulary vocabulary = TokenVocabulary.TxfExpression;
        VoiceSet voices = VoiceSet.All with { Bits = 0b1101 };
        ILogitConstraint[] constraints =
        [
            new Density(0.5),
            new AllowedRange(NesVoice.Pulse1, 48, 84),
            new AllowedScale(Scale.Minor(4)),
            new AllowedVoices(voices),
            new Grammar(),
        ];
        int[] tokens = Compose(vocabulary, Count, constraints);
        AssertGrammatical(tokens, vocabulary);
        foreach (NesEvent e in tokens.Where(token => !vocabulary.IsWait(token)).Select(vocabulary.EventOf))
        {
            Assert.True(voices.Contains(e.Voice));
            if (e.Kind != NesEventKind.NoteOn)
                continue;
            if (e.Voice != NesVoice.Noise)
                Assert.True(Scale.Minor(4).Contains(e.Value));
            if (e.Voice == NesVoice.Pulse1)
                Assert.InRange(e.Value, 48, 84);
        }
    }

    [Fact]
    public void ConstraintsThatLeaveNothingLetTimePass()
    {
        int[] tokens = Compose(TokenVocabulary.Txf, 50, new AllowedVoices(default), new Grammar());
        Assert.All(tokens, token => Assert.True(TokenVocabulary.Txf.IsWait(token)));
    }

    [Fact]
    public void ComposingAllocatesNothing()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Tx2;
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 32, 0.95f),
            Constraints =
            [
                new Grammar(),
                new RepeatLimit(1),
                new AllowedScale(Scale.Major(0)),
                new AllowedRange(NesVoice.Noise, 2, 9),
                new AllowedVoices(VoiceSet.All),
                new Density(1),
                new Onsets(vocabulary.Count) { Grid = new OnsetGrid(5512.5) },
            ],
        };
        var piece = new Piece(vocabulary, plan, new Pcg32(1), [], room: 2000);
        float[] logits = new float[vocabulary.Count];
        for (int i = 0; i < 10; i++)
            piece.Next(logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            logits.AsSpan().Clear();
            piece.Next(logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertGrammatical(int[] tokens, TokenVocabulary vocabulary)
    {
        int[] sounding = new int[NesVoices.Count];
        (NesVoice Voice, int Kind) last = default;
        bool first = true,
            waited = false;
        foreach (int token in tokens)
        {
            if (vocabulary.IsWait(token))
            {
                Assert.False(waited);
                (waited, first) = (true, true);
                continue;
            }

            NesEvent now = vocabulary.EventOf(token);
            (NesVoice, int) place = (now.Voice, Math.Max((int)now.Kind, (int)NesEventKind.NoteOn));
            if (!first && place.CompareTo(last) <= 0)
                Assert.Fail($"{now} after {last}");
            (waited, first, last) = (false, false, place);
            if (now.Kind != NesEventKind.NoteOn)
                Assert.NotEqual(0, sounding[(int)now.Voice]);
            if (now.IsNote)
                sounding[(int)now.Voice] = now.Kind == NesEventKind.NoteOn ? now.Value : 0;
        }
    }

    private static IEnumerable<NesEvent> Events(string name, params ILogitConstraint[] constraints)
    {
        TokenVocabulary vocabulary = Vocabulary(name);
        return Compose(vocabulary, constraints).Where(token => !vocabulary.IsWait(token)).Select(vocabulary.EventOf);
    }
}
