namespace LakhNes.Generator;

/// <summary>
/// The projections between an embedding of another size (d_embed) and the model: each token's row is multiplied by one on the way
/// in, the hidden state by the other on the way out. A row times its projection is a row of the model's size, so that the
/// products are an embedding and an output layer like any other.
/// </summary>
public static class EmbeddingProjection
{
    /// <summary>The same function without projections.</summary>
    /// <param name="weights">A model; returned as it is if it has none.</param>
    public static TransformerXlWeights Multiply(TransformerXlWeights weights)
    {
        TransformerXlDimensions d = weights.Dimensions;
        if (d.EmbeddingSize is null)
            return weights;
        var parameters = new Dictionary<string, float[]>(weights.Parameters);
        parameters.Remove(ParameterShape.InputProjection, out float[]? into);
        parameters.Remove(ParameterShape.OutputProjection, out float[]? back);
        float[] embedding = weights.Parameters[ParameterShape.Embedding],
            output = d.TiedOutput ? embedding : weights.Parameters[ParameterShape.OutputWeight];
        bool tied = d.TiedOutput && into.AsSpan().SequenceEqual(back);
        parameters[ParameterShape.Embedding] = Product(embedding, into!, d);
        if (!tied)
            parameters[ParameterShape.OutputWeight] = Product(output, back!, d);
        return weights with { Dimensions = d with { EmbeddingSize = null, TiedOutput = tied }, Parameters = parameters };
    }

    // [tokens, row] times the transpose of [model, row]: [tokens, model]
    private static float[] Product(float[] rows, float[] projection, TransformerXlDimensions d)
    {
        float[] result = new float[checked(d.TokenCount * d.ModelSize)];
        for (int token = 0; token < d.TokenCount; token++)
        {
            ReadOnlySpan<float> row = rows.AsSpan(token * d.RowSize, d.RowSize);
            for (int i = 0; i < d.ModelSize; i++)
            {
                double sum = 0;
                for (int j = 0; j < row.Length; j++)
                    sum += (double)row[j] * projection[(i * row.Length) + j];
                result[(token * d.ModelSize) + i] = (float)sum;
            }
        }

        return result;
    }
}
