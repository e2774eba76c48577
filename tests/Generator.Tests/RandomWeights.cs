using LakhNes.Score.Tokens;

namespace LakhNes.Generator;

/// <summary>Models of given dimensions with random weights: as fast as trained ones.</summary>
internal static class RandomWeights
{
    /// <summary>LakhNES' own dimensions, 41.3 M parameters.</summary>
    public static TransformerXlDimensions LakhNes { get; } =
        new()
        {
            LayerCount = 12,
            TokenCount = 631,
            ModelSize = 512,
            HeadCount = 8,
            HeadSize = 64,
            InnerSize = 2048,
            MemoryLength = 512,
        };

    public static TransformerXlWeights Create(TransformerXlDimensions dimensions, TokenVocabulary vocabulary, int seed = 1)
    {
        var random = new Random(seed);
        var parameters = new Dictionary<string, float[]>();
        foreach (ParameterShape shape in dimensions.Parameters())
        {
            float[] numbers = new float[shape.Count];
            bool norm = shape.Name.EndsWith("layer_norm.weight", StringComparison.Ordinal);
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = (norm ? 1 : 0) + 0.04f * (random.NextSingle() + random.NextSingle() - 1);
            parameters[shape.Name] = numbers;
        }

        parameters[ParameterShape.InverseFrequencies] = PositionTable.InverseFrequencies(dimensions.ModelSize);
        return new TransformerXlWeights(dimensions, vocabulary, parameters, "random");
    }
}
