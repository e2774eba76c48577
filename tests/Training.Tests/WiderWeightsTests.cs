using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Training.Tests;

/// <summary>Symbols that are added to a model.</summary>
public class WiderWeightsTests
{
    private static readonly string[] Plain =
    [
        .. TokenVocabulary
            .Txb.Symbols.Skip(1)
            .Where(symbol => !TokenVocabulary.Txb.IsCondition(TokenVocabulary.Txb.Symbols.IndexOf(symbol))),
    ];

    [Fact]
    public void AWiderModelSaysTheSameAtFirst()
    {
        TransformerXlWeights model = Model(),
            wide = WiderWeights.Of(model, TokenVocabulary.Txb);
        Assert.Equal(TokenVocabulary.Txb.Symbols.ToArray(), wide.Vocabulary.Symbols.ToArray());
        using Trainer before = NewTrainer(model),
            after = NewTrainer(wide);
        int[] tokens = [.. Enumerable.Range(1, 8)],
            targets = [.. Enumerable.Range(2, 8)];
        before.BeginStreams(1);
        after.BeginStreams(1);
        Assert.Equal(before.Train(tokens, targets, 0).Loss, after.Train(tokens, targets, 0).Loss, 1e-5);
    }

    [Fact]
    public void WhatIsToldIsLearnt()
    {
        // after a boss comes one token, after a title the other
        TransformerXlWeights model = WiderWeights.Of(Model(), TokenVocabulary.Txb);
        TokenVocabulary text = model.Vocabulary;
        int boss = text.IdOf(BarSymbol.OfScene(GameScene.Boss)),
            title = text.IdOf(BarSymbol.OfScene(GameScene.Title));
        using Trainer trainer = NewTrainer(model);
        double loss = 0;
        for (int step = 0; step < 60; step++)
        {
            trainer.BeginStreams(1);
            loss = trainer.Train([boss, 5, title, 6], [5, 5, 6, 6], 3e-2).Loss;
        }
        Assert.True(loss < 0.1, $"{loss} nats a token");
    }

    [Fact]
    public void AModelThatHasThemAllStaysAsItIs()
    {
        TransformerXlWeights model = TinyData.Model();
        Assert.Same(model, WiderWeights.Of(model, model.Vocabulary));
    }

    [Fact]
    public void AnotherUnitIsAnotherText() =>
        Assert.Throws<ArgumentException>(() => WiderWeights.Of(TinyData.Model(), TokenVocabulary.Txb));

    private static TransformerXlWeights Model()
    {
        var vocabulary = new TokenVocabulary(Plain, TimeUnit.Step);
        return InitialWeights.Draw(
            TinyData.Dimensions with
            {
                TokenCount = vocabulary.Count,
                NormalizeBefore = true,
            },
            vocabulary,
            1
        );
    }

    private static Trainer NewTrainer(TransformerXlWeights model) =>
        new(
            model,
            new TrainerOptions
            {
                SegmentLength = 8,
                MemoryLength = 6,
                Dropout = 0,
            }
        );
}
