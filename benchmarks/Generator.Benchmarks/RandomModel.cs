namespace LakhNes.Generator.Benchmarks;

/// <summary>A model of given dimensions with random weights: as fast as a trained one.</summary>
internal static class RandomModel
{
    /// <summary>LakhNES' own dimensions, 41.3 M parameters.</summary>
    public static TransformerXlDimensions LakhNes { get; } = new()
    {
        LayerCount = 12, TokenCount = 631, ModelSize = 512, HeadCount = 8, HeadSize = 64, InnerSize = 2048, MemoryLength = 512,
    };

    public static TransformerXlWeights Create(TransformerXlDimensions dimensions, int seed = 1)
    {
        var random = new Random(seed);
        var parameters = new Dictionary<string, float[]>();
        foreach (ParameterShape shape in dimensions.Parameters())
        {
            float[] numbers = new float[shape.Count];
            bool norm = shape.Name.EndsWith("layer_norm.weight", StringComparison.Ordinal);
            for (int i = 0; i < numbers.Length; i++) numbers[i] = (norm ? 1 : 0) + 0.04f * (random.NextSingle() + random.NextSingle() - 1);
            parameters[shape.Name] = numbers;
        }

        parameters[ParameterShape.InverseFrequencies] = PositionTable.InverseFrequencies(dimensions.ModelSize);
        string[] symbols = [ModelVocabulary.Separator, .. Enumerable.Range(1, dimensions.TokenCount - 1).Select(i => $"WT_{i}")];
        return new TransformerXlWeights(dimensions, new ModelVocabulary(symbols, ModelVocabulary.SampleUnit), parameters, "random");
    }
}
