using LakhNes.Generator;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Training;

/// <summary>Models that have learnt nothing yet.</summary>
public static class InitialWeights
{
    /// <summary>LakhNES' standard deviation of weights.</summary>
    public const double Deviation = 0.02;

    /// <summary>LakhNES' standard deviation of projections between the embedding and the model.</summary>
    public const double ProjectionDeviation = 0.01;

    /// <summary>Draws weights: matrices from N(0, deviation), normalisations' weights from N(1, deviation), biases 0.</summary>
    /// <param name="dimensions">The model's sizes.</param>
    /// <param name="vocabulary">Its symbols.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="deviation">The standard deviation, 0 or more.</param>
    /// <param name="range">
    /// Matrices but projections of the embedding are drawn evenly from its negative to itself instead.
    /// </param>
    /// <param name="projectionDeviation">The standard deviation of projections of the embedding, 0 or more.</param>
    public static TransformerXlWeights Draw(
        TransformerXlDimensions dimensions,
        TokenVocabulary vocabulary,
        ulong seed,
        double deviation = Deviation,
        double? range = null,
        double projectionDeviation = ProjectionDeviation
    )
    {
        var parameters = new Dictionary<string, float[]>();
        ulong stream = 0;
        foreach (ParameterShape parameter in dimensions.Parameters())
        {
            var random = new Pcg32(seed, stream++);
            float[] numbers = parameters[parameter.Name] = new float[parameter.Count];
            bool norm = parameter.Name.EndsWith("layer_norm.weight", StringComparison.Ordinal);
            if (!norm && parameter.Shape.Length == 1)
                continue;
            double spread = parameter.IsEmbeddingProjection ? projectionDeviation : deviation;
            double? evenly = norm || parameter.IsEmbeddingProjection ? null : range;
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = (float)(
                    evenly is { } most
                        ? most * ((2 * random.NextDouble()) - 1)
                        : (norm ? 1 : 0) + spread * Gaussian.Next(ref random)
                );
        }

        parameters[ParameterShape.InverseFrequencies] = PositionTable.InverseFrequencies(dimensions.ModelSize);
        return new TransformerXlWeights(
            dimensions,
            vocabulary,
            parameters,
            FormattableString.Invariant($"trained by lakhnes from seed {seed}")
        );
    }
}
