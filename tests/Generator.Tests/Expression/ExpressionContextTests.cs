using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Generator.Tests.Expression;

/// <summary>What the expression of a note may depend on.</summary>
public class ExpressionContextTests
{
    private static readonly NoteExpression Loud = new(15, 2, 1),
        Soft = new(5, 0, 2);

    [Fact]
    public void ANoteAfterNothingSaysOnlyWhereItStandsAndWhatItIs()
    {
        float[] first = After([], At(NesVoice.Pulse1, 0));
        Assert.NotEqual(first, After([], At(NesVoice.Pulse1, 1)));
        Assert.NotEqual(first, After([], At(NesVoice.Pulse2, 0)));
        Assert.NotEqual(first, After([], At(NesVoice.Pulse1, 0) with { Key = 72 }));
        // another bar is the same place
        Assert.Equal(first, After([], At(NesVoice.Pulse1, 8)));
        Assert.Equal(first, After([], At(NesVoice.Pulse1, 6) with { BarLength = 3 }));
    }

    [Fact]
    public void HowNotesBeforeWerePlayedTells()
    {
        foreach (NesVoice voice in (ReadOnlySpan<NesVoice>)[NesVoice.Pulse1, NesVoice.Pulse2])
        {
            ExpressedNote before = At(voice, 0);
            Assert.NotEqual(
                After([before with { Expression = Loud }], At(NesVoice.Pulse1, 1)),
                After([before with { Expression = Soft }], At(NesVoice.Pulse1, 1))
            );
        }
    }

    [Fact]
    public void TheSamePlaceOfTheBarBeforeTells()
    {
        ExpressedNote accent = At(NesVoice.Pulse1, 1) with { Expression = Loud, Key = 64 };
        ExpressedNote[] others =
        [
            .. Enumerable.Range(2, 10).Select(i => At(NesVoice.Pulse1, i / 2.0 + 0.25) with { Expression = Soft }),
        ];
        Assert.NotEqual(
            After([accent, .. others], At(NesVoice.Pulse1, 5 + 4)),
            After([accent with { Expression = Soft }, .. others], At(NesVoice.Pulse1, 5 + 4))
        );
    }

    [Fact]
    public void WhatWasHeardIsForgotten()
    {
        var context = new ExpressionContext();
        context.Hear(At(NesVoice.Pulse1, 0) with { Expression = Loud });
        Assert.NotEqual(After([], At(NesVoice.Pulse1, 1)), Described(context));
        context.Clear();
        Assert.Equal(After([], At(NesVoice.Pulse1, 1)), Described(context));
    }

    private static float[] Described(ExpressionContext context)
    {
        float[] numbers = new float[ExpressionContext.Size];
        context.Describe(At(NesVoice.Pulse1, 1), numbers);
        return numbers;
    }

    private static float[] After(ExpressedNote[] heard, ExpressedNote note)
    {
        var context = new ExpressionContext();
        foreach (ref readonly ExpressedNote before in heard.AsSpan())
            context.Hear(in before);
        float[] numbers = new float[ExpressionContext.Size];
        context.Describe(in note, numbers);
        return numbers;
    }

    private static ExpressedNote At(NesVoice voice, double time) => new(voice, 60, time, 4);
}
