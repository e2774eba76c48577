using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Form;
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
        Assert.NotEmpty(Bars(piece, 96, 10, 4));
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

    private static NesEvent[] Compose(string text, long bar, string form, double vary)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(text);
        Piece piece = Made(text, bar, form, vary);
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

    private static Piece Made(string text, long bar, string form, double vary)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(text);
        SongForm sections = SongForm.Parse(form, 1, out _)!;
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new Grammar()],
            Form = new FormPlan(sections, bar, bar, vary),
            EndTime = bar + (sections.Bars * bar),
        };
        var piece = new Piece(vocabulary, plan, new Pcg32(5), [TokenVocabulary.Start], room: 16);
        var random = new Random(11);
        float[] logits = new float[vocabulary.Count];
        while (!piece.IsComplete)
        {
            piece.Repeat();
            for (int token = 0; token < logits.Length; token++)
                logits[token] = random.NextSingle() * 8;
            piece.Next(logits);
        }

        return piece;
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
}
