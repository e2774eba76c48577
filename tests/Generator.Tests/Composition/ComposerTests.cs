using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

/// <summary>
/// Pieces that begin again, are replayed or have something mixed in: what the model is told is what a fresh one would be told.
/// </summary>
public sealed class ComposerTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    private const int Steps = 60;

    private TokenVocabulary Vocabulary => tiny.Weights.Vocabulary;

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(Steps)]
    public void APieceThatGoesBackIsTheSameAsAFreshOne(int kept)
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        int[] first = Compose(
            model,
            [TokenVocabulary.Start],
            out Piece piece,
            out Composer composer,
            out TransformerXlDecoder decoder
        );
        int[] prompt =
        [
            TokenVocabulary.Start,
            .. first[..kept],
            Vocabulary.IdOfWait(3),
            Vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 40)),
        ];
        piece.Begin(prompt, new Pcg32(5));
        for (int i = 0; i < Steps; i++)
            composer.Step([piece]);
        Assert.Equal(Compose(model, prompt, out _, out _, out TransformerXlDecoder fresh), piece.Tokens.ToArray());
        decoder.Dispose();
        fresh.Dispose();
    }

    [Fact]
    public void ReplayedTokensAreFollowedByThoseThatWouldHaveFollowed()
    {
        const int Known = 30;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        int[] first = Compose(model, [TokenVocabulary.Start], out _, out _, out TransformerXlDecoder decoder);
        using var other = new TransformerXlDecoder(model);
        Piece piece = New(new Pcg32(5), [TokenVocabulary.Start]);
        var composer = new Composer(other);
        first.AsSpan(0, Known).CopyTo(piece.Room);
        piece.Replay(Known);
        for (int i = 0; i < Steps; i++)
        {
            Assert.Equal(i < Known, piece.IsReplaying);
            if (piece.IsReplaying)
                Assert.Equal(0, other.Position(0));
            composer.Step([piece]);
        }

        Assert.Equal(first, piece.Tokens.ToArray());
        decoder.Dispose();
    }

    [Fact]
    public void PiecesThatStandAtDifferentPlacesDoNotDisturbEachOther()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Streams = 3 });
        int[][] prompts =
        [
            [TokenVocabulary.Start],
            [TokenVocabulary.Start, .. tiny.Tokens[1..40]],
            [TokenVocabulary.Start, .. tiny.Tokens[1..7]],
        ];
        Piece[] pieces = [.. prompts.Select(prompt => New(new Pcg32(5), prompt))];
        new Composer(decoder).Compose(pieces);
        for (int i = 0; i < pieces.Length; i++)
        {
            Assert.Equal(Compose(model, prompts[i], out _, out _, out TransformerXlDecoder alone), pieces[i].Tokens.ToArray());
            alone.Dispose();
        }
    }

    /// <summary>Candidates side by side are those that come one after the other.</summary>
    [Fact]
    public void WaysInWhichAPieceGoesOnAreThoseOfThePieceAlone()
    {
        const int Ways = 5;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        var options = new DecoderOptions
        {
            Rewind = 200,
            Branches = Ways,
            BranchLength = Steps,
        };
        using var decoder = new TransformerXlDecoder(model, options);
        var composer = new Composer(decoder);
        Piece piece = NewWithRecall();
        PieceBranch[] ways = [.. Enumerable.Range(0, Ways).Select(_ => new PieceBranch(Vocabulary, Steps))];

        // twice, and in between the piece goes on as one of them
        for (int round = 0; round < 2; round++)
        {
            piece.SetMark();
            composer.Branch(piece, 0, ways);
            int[] before = piece.AllTokens.ToArray();
            for (int i = 0; i < Ways; i++)
                ways[i].Random = new Pcg32((ulong)(10 + i));
            for (int i = 0; i < Steps; i++)
            {
                Assert.Equal(ways.Count(way => !way.IsComplete), composer.Step(piece, ways));
                ways[1].IsComplete |= i == Steps / 2;
            }

            for (int i = 0; i < Ways; i++)
            {
                using var other = new TransformerXlDecoder(model);
                Piece alone = NewWithRecall();
                alone.Begin(before, new Pcg32((ulong)(10 + i)));
                var one = new Composer(other);
                for (int step = 0; step < ways[i].Tokens.Length; step++)
                    one.Step([alone]);
                Assert.Equal(alone.Tokens.ToArray(), ways[i].Tokens.ToArray());
            }

            Assert.Equal(Steps / 2 + 1, ways[1].Tokens.Length);
            piece.GoOnAs(ways[3]);
            Assert.Equal([.. before, .. ways[3].Tokens], piece.AllTokens.ToArray());
            composer.Step([piece]);
        }

        Piece NewWithRecall()
        {
            var piece = new Piece(Vocabulary, [], new RecallMixture(Vocabulary, model.Recall, 1000, shortest: 1));
            piece.Begin([TokenVocabulary.Start, .. tiny.Tokens[1..40]], new Pcg32(5));
            return piece;
        }
    }

    [Fact]
    public void WhatIsMixedInKnowsTheTokensAtEveryStepAndDecides()
    {
        var mixture = new Alternation(Vocabulary.IdOfWait(4), Vocabulary.IdOfWait(9));
        var piece = new Piece(Vocabulary, [], mixture) { Sampling = new SamplingOptions(0, 0) };
        mixture.Piece = piece;
        piece.Begin([TokenVocabulary.Start], new Pcg32(1));
        float[] logits = new float[Vocabulary.Count];
        for (int i = 0; i < 10; i++)
            piece.Next(logits);
        int[] first = piece.Tokens.ToArray();
        Assert.Equal([Vocabulary.IdOfWait(9), Vocabulary.IdOfWait(4), Vocabulary.IdOfWait(9)], first[..3]);
        piece.Begin([TokenVocabulary.Start, .. first[..5], Vocabulary.IdOfWait(2)], new Pcg32(1));
        for (int i = 0; i < 10; i++)
            piece.Next(logits);
        piece.GoOnAfter([TokenVocabulary.Start, first[1]]);
        piece.Next(logits);
        Assert.Equal([TokenVocabulary.Start, Vocabulary.IdOfWait(4), Vocabulary.IdOfWait(9)], mixture.Tokens);
    }

    private int[] Compose(
        TransformerXlModel model,
        int[] prompt,
        out Piece piece,
        out Composer composer,
        out TransformerXlDecoder decoder
    )
    {
        decoder = new TransformerXlDecoder(model, new DecoderOptions { Rewind = 200 });
        composer = new Composer(decoder);
        piece = New(new Pcg32(5), prompt);
        for (int i = 0; i < Steps; i++)
            composer.Step([piece]);
        return piece.Tokens.ToArray();
    }

    private Piece New(Pcg32 random, int[] prompt) =>
        new(
            Vocabulary,
            new CompositionPlan
            {
                Sampling = new SamplingOptions(1, 40),
                Constraints = [new Grammar()],
                TokenCount = Steps,
            },
            random,
            prompt
        );

    // after one of two tokens the other
    private sealed class Alternation(int one, int other) : IMixture
    {
        public List<int> Tokens { get; } = [];

        public Piece? Piece { get; set; }

        public void Take(int token) => Tokens.Add(token);

        public void Rewind(int count) => Tokens.RemoveRange(count, Tokens.Count - count);

        public void Mix(Span<float> logits, long since)
        {
            Assert.Equal(Piece!.AllTokens.ToArray(), Tokens);
            logits.Clear();
            logits[Tokens[^1] == other ? one : other] = 9;
        }
    }
}
