namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// The projection between an embedding of another size (d_embed) and the model: the original multiplies each token's row by it,
/// on the way in and on the way out. A row times the projection is a row of the model's size, so that the product of both is an
/// embedding like any other.
/// </summary>
internal static class EmbeddingProjection
{
    private const string Input = "word_emb.emb_projs.0",
        Output = "crit.out_projs.0";

    /// <summary>The projection [model, d_embed] of a parameter; null where it has none.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="find">Finds what the checkpoint holds.</param>
    /// <exception cref="CheckpointException">It is no matrix.</exception>
    public static TensorReference? Of(string parameter, Func<string, object?> find)
    {
        string? name = parameter switch
        {
            ParameterShape.Embedding => Input,
            ParameterShape.OutputWeight => Output,
            _ => null,
        };
        if (name is null || find(name) is not TensorReference projection)
            return null;
        return projection.Shape is [> 0, > 0]
            ? projection
            : throw new CheckpointException($"{name} is {projection.ShapeText}, which is no projection");
    }

    /// <summary>The embedding in the model's size.</summary>
    /// <param name="rows">[tokens, d_embed].</param>
    /// <param name="projection">[model, d_embed].</param>
    /// <param name="shape">The projection's shape.</param>
    /// <returns>[tokens, model].</returns>
    public static float[] Apply(float[] rows, float[] projection, int[] shape)
    {
        (int model, int size) = (shape[0], shape[1]);
        int tokens = rows.Length / size;
        float[] result = new float[checked(tokens * model)];
        for (int token = 0; token < tokens; token++)
        {
            ReadOnlySpan<float> row = rows.AsSpan(token * size, size);
            for (int i = 0; i < model; i++)
            {
                double sum = 0;
                for (int j = 0; j < size; j++)
                    sum += (double)row[j] * projection[(i * size) + j];
                result[(token * model) + i] = (float)sum;
            }
        }

        return result;
    }
}
