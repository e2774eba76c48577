using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition.Form;

/// <summary>Pieces with a form, by a "model" that expects anything.</summary>
public sealed class SectionTests
{
    // a bar in each text's units: TXF's is two seconds of frames
    public static TheoryData<string, long> Texts => new() { { "TXB", 96 }, { "TXF", 120 } };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ALetterThatComesAgainIsTheSameMusic(string text, long bar)
    {
        NesEvent[] piece = Compose(text, bar, "A2 B3 A2 C1 B3 A2", vary: 0);
        NesEvent[] a = Bars(piece, bar, 0, 2),
            b = Bars(piece, bar, 2, 3);
        Assert.NotEmpty(a);
        Assert.NotEmpty(b);
        Assert.Equal(a, Bars(piece, bar, 5, 2));
        Assert.Equal(b, Bars(piece, bar, 8, 3));
        Assert.Equal(a, Bars(piece, bar, 11, 2));
        Assert.NotEqual(a, Bars(piece, bar, 2, 2));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.01, 3)]
    [InlineData(0.25, 3)]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 1)]
    [InlineData(1, 0)]
    public void TheEndOfASectionVariesByWholeBars(double vary, int same)
    {
        NesEvent[] piece = Compose("TXB", 96, "A4A4", vary);
        Assert.Equal(Bars(piece, 96, 0, same), Bars(piece, 96, 4, same));
        if (same < 4)
            Assert.NotEqual(Bars(piece, 96, same, 1), Bars(piece, 96, 4 + same, 1));
    }

    [Fact]
    public void ASectionOfOtherLengthIsTheSameAsFarAsBothGo()
    {
        NesEvent[] piece = Compose("TXB", 96, "A4 A2 A8", vary: 0);
        Assert.Equal(Bars(piece, 96, 0, 2), Bars(piece, 96, 4, 2));
        Assert.Equal(Bars(piece, 96, 0, 4), Bars(piece, 96, 6, 4));
        Assert.NotEqual(Bars(piece, 96, 4, 2), Bars(piece, 96, 10, 2));
        Assert.NotEmpty(Bars(piece, 96, 12, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AfterTheLastSectionTheFirstComesAgainWhereAFormGoesRound(bool repeats)
    {
        NesEvent[] piece = Events(Made("TXB", 96, "A2 B2", vary: 0, repeats, rounds: 3), "TXB");
        for (int bar = 4; bar < 12; bar += 4)
        {
            Assert.Equal(repeats, Bars(piece, 96, 0, 2).SequenceEqual(Bars(piece, 96, bar, 2)));
            Assert.Equal(repeats, Bars(piece, 96, 2, 2).SequenceEqual(Bars(piece, 96, bar + 2, 2)));
            Assert.NotEmpty(Bars(piece, 96, bar, 2));
        }
    }

    /// <summary>As the plugin does where its room ends: what it has lost cannot come again, but what is left.</summary>
    [Fact]
    public void AfterTheBeginningIsForgottenALetterIsThatWhichIsLeft()
    {
        const long bar = 120;
        Piece piece = Begun("TXF", bar, "A2 B2", vary: 0, repeats: true, rounds: 5);
        var random = new Random(11);
        while (piece.State.Time < 7 * bar)
            Step(piece, random);

        // A B A: of it the second A is left
        int first = 0;
        for (long time = 0; time < 5 * bar; first++)
            time = TokenVocabulary.Txf.TimeAfter(piece.AllTokens[first], time);
        int[] left = [TokenVocabulary.Start, .. piece.AllTokens[first..]];
        piece.EndTime += piece.State.Time;
        piece.GoOnAfter(left);
        Assert.Equal(2 * bar, piece.State.Time);
        while (piece.State.Time < 8 * bar)
            Step(piece, random);
        NesEvent[] events = Events(piece, "TXF");
        Assert.NotEmpty(Bars(events, bar, 1, 2));
        Assert.Equal(Bars(events, bar, -1, 2), Bars(events, bar, 3, 2));
        Assert.Equal(Bars(events, bar, 1, 2), Bars(events, bar, 5, 2));
    }

    [Fact]
    public void WhatIsMixedInIsToldSinceWhenTheMusicIsNew()
    {
        var told = new Told(TokenVocabulary.Txb);
        Made("TXB", 96, "A2 B2 A2", vary: 0.5, mixture: told);
        Assert.Equal(
            [(1, long.MinValue), (2, long.MinValue), (3, 3 * 96), (4, 3 * 96), (6, 6 * 96)],
            told.Since.Where(bar => bar.Key > 0).Select(bar => (bar.Key, bar.Value))
        );
    }

    [Fact]
    public void WhatSoundsWhereASectionComesAgainEndsThere()
    {
        TokenVocabulary text = TokenVocabulary.Txb;
        NesEvent[] piece = Compose("TXB", 96, "A1 B1 A1", vary: 0);
        int[] sounding = new int[NesVoices.Count];
        foreach (NesEvent e in piece.TakeWhile(e => e.Time < 3 * 96))
            sounding[(int)e.Voice] = e.Kind == NesEventKind.NoteOn ? e.Value : 0;
        NesEvent[] again = [.. piece.Where(e => e.Time == 3 * 96)];
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            if (sounding[(int)voice] > 0)
                Assert.Contains(again, e => e.Voice == voice);
        }

        Assert.Contains(sounding, note => note > 0);
    }

    [Fact]
    public void TokensThatComeAgainAreGrammatical()
    {
        TokenVocabulary text = TokenVocabulary.Txb;
        Piece piece = Made("TXB", 96, "A2 B2 A2 A2 B2", vary: 0.5);
        int last = TokenVocabulary.Start;
        long time = 0;
        foreach (int token in piece.AllTokens[1..])
        {
            Assert.True(text.MayFollow(token, last, time), $"{text.Symbols[token]} after {text.Symbols[last]}");
            time = text.TimeAfter(token, time);
            last = token;
        }
    }

    private static NesEvent[] Compose(string text, long bar, string form, double vary) =>
        Events(Made(text, bar, form, vary), text);

    private static NesEvent[] Events(Piece piece, string text)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(text);
        var events = new List<NesEvent>();
        long time = 0;
        foreach (int token in piece.AllTokens)
        {
            if (token == TokenVocabulary.Start)
                continue;
            time = vocabulary.TimeAfter(token, time);
            if (!vocabulary.IsWait(token))
                events.Add(vocabulary.EventOf(token) with { Time = time });
        }

        return [.. events];
    }

    private static Piece Made(
        string text,
        long bar,
        string form,
        double vary,
        bool repeats = false,
        int rounds = 1,
        IMixture? mixture = null
    )
    {
        Piece piece = Begun(text, bar, form, vary, repeats, rounds, mixture);
        var random = new Random(11);
        while (!piece.IsComplete)
            Step(piece, random);
        return piece;
    }

    private static Piece Begun(
        string text,
        long bar,
        string form,
        double vary,
        bool repeats = false,
        int rounds = 1,
        IMixture? mixture = null
    )
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(text);
        SongForm sections = SongForm.Parse(form, 1, out _)!.Value;
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new Grammar()],
            Mixture = mixture is null ? null : () => mixture,
            Form = new FormPlan(sections, bar, bar, vary, repeats),
            EndTime = bar + (rounds * sections.Bars * bar),
        };
        return new Piece(vocabulary, plan, new Pcg32(5), [TokenVocabulary.Start], room: 16);
    }

    private static void Step(Piece piece, Random random)
    {
        float[] logits = new float[piece.State.Text.Count];
        piece.Repeat();
        for (int token = 0; token < logits.Length; token++)
            logits[token] = random.NextSingle() * 8;
        piece.Next(logits);
    }

    // by their place from a bar of the form on; ends that a copy adds at its beginning say nothing of the music
    private static NesEvent[] Bars(NesEvent[] piece, long bar, int first, int count)
    {
        long from = (first + 1) * bar;
        return
        [
            .. piece
                .Where(e => e.Kind == NesEventKind.NoteOn && e.Time >= from && e.Time < from + (count * bar))
                .Select(e => e with { Time = e.Time - from }),
        ];
    }

    /// <summary>Keeps for each bar in which something is drawn what it was told last.</summary>
    private sealed class Told(IMusicText text) : IMixture
    {
        private long _time;

        public SortedDictionary<int, long> Since { get; } = [];

        public void Take(int token) => _time = text.TimeAfter(token, _time);

        public void Rewind(int count) { }

        public void Mix(Span<float> logits, long since = long.MinValue) => Since[(int)(_time / 96)] = since;
    }
}
