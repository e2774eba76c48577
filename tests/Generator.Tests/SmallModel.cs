using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>A model with random weights over TX1's symbols, quick to write and to compose with.</summary>
internal static class SmallModel
{
    /// <summary>Writes it for ONNX Runtime.</summary>
    public static void Write(string path)
    {
        var dimensions = new TransformerXlDimensions
        {
            LayerCount = 1,
            TokenCount = TokenVocabulary.Tx1.Count,
            ModelSize = 16,
            HeadCount = 1,
            HeadSize = 16,
            InnerSize = 16,
            MemoryLength = 16,
        };
        using FileStream file = File.Create(path);
        ModelFile.Write(RandomWeights.Create(dimensions, TokenVocabulary.Tx1), ModelPrecision.Int8, file);
    }
}
