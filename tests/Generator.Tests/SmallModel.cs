using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>A model with random weights, quick to write and to compose with.</summary>
internal static class SmallModel
{
    /// <summary>Writes it for ONNX Runtime.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">Its symbols; TX1's where nothing is said.</param>
    public static void Write(string path, TokenVocabulary? vocabulary = null)
    {
        vocabulary ??= TokenVocabulary.Tx1;
        var dimensions = new TransformerXlDimensions
        {
            LayerCount = 1,
            TokenCount = vocabulary.Count,
            ModelSize = 16,
            HeadCount = 1,
            HeadSize = 16,
            InnerSize = 16,
            MemoryLength = 16,
        };
        using FileStream file = File.Create(path);
        ModelFile.Write(RandomWeights.Create(dimensions, vocabulary), ModelPrecision.Int8, file);
    }
}
