using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Tokens;
using LakhNes.Training.Data;

namespace LakhNes.Training.Tests;

/// <summary>A model and music that are small enough to train in a test.</summary>
internal static class TinyData
{
    /// <summary>Two layers over TXF's symbols.</summary>
    public static TransformerXlDimensions Dimensions { get; } =
        new()
        {
            LayerCount = 2,
            TokenCount = TokenVocabulary.Txf.Count,
            ModelSize = 16,
            HeadCount = 2,
            HeadSize = 8,
            InnerSize = 24,
            MemoryLength = 12,
        };

    /// <summary>A model with random weights.</summary>
    public static TransformerXlWeights Model(TransformerXlDimensions? dimensions = null) =>
        RandomWeights.Create(dimensions ?? Dimensions, TokenVocabulary.Txf);

    /// <summary>Scales in two voices.</summary>
    public static NesScore Song(int number, int notes = 24)
    {
        List<NesEvent> events = [];
        for (int i = 0; i < notes; i++)
        {
            events.Add(NesEvent.NoteOn(8 * i, NesVoice.Pulse1, 50 + (i * (1 + number % 3) + number) % 24));
            events.Add(NesEvent.NoteOn(8 * i, NesVoice.Triangle, 40 + (i / 4 + number) % 12));
            events.Add(NesEvent.NoteOff(8 * i + 4 + number % 3, NesVoice.Pulse1));
        }

        return new NesScore(TimeUnit.Frame, [.. events]);
    }

    /// <summary>Songs to train on, and others to validate with.</summary>
    public static TrainingData Create(int training = 7, int validation = 4, int notes = 24) =>
        TrainingData.Of(
            Enumerable.Range(0, training).Select(i => Song(i, notes)),
            Enumerable.Range(100, validation).Select(i => Song(i, 4 * notes)),
            TokenVocabulary.Txf
        );
}
