namespace LakhNes.Generator;

/// <summary>
/// The sinusoids that stand for the distance between two tokens. Computed in double precision and rounded once: systems'
/// functions for single precision differ in the last bit, and a model would have another hash on each.
/// </summary>
public static class PositionTable
{
    /// <summary>Angular frequencies 10000^(-2i/d), as PyTorch computes them in single precision.</summary>
    /// <param name="modelSize">d, the size of the hidden state.</param>
    public static float[] InverseFrequencies(int modelSize)
    {
        float[] frequencies = new float[modelSize / 2];
        for (int i = 0; i < frequencies.Length; i++)
            frequencies[i] = 1 / (float)Math.Pow(10000, 2f * i / modelSize);
        return frequencies;
    }

    /// <summary>The embeddings of the distances count - 1 down to 0, one a row: sines, then cosines.</summary>
    /// <param name="inverseFrequencies">Angular frequencies; half as many as a row has numbers.</param>
    /// <param name="count">How many distances.</param>
    /// <param name="clampLength">Distances beyond count as this one; not positive: no limit.</param>
    public static float[] Descending(ReadOnlySpan<float> inverseFrequencies, int count, int clampLength)
    {
        int half = inverseFrequencies.Length;
        float[] table = new float[count * 2 * half];
        for (int row = 0; row < count; row++)
        {
            int distance = count - 1 - row;
            if (clampLength > 0)
                distance = Math.Min(distance, clampLength);
            Span<float> target = table.AsSpan(row * 2 * half, 2 * half);
            for (int i = 0; i < half; i++)
            {
                (double sine, double cosine) = Math.SinCos(distance * inverseFrequencies[i]);
                (target[i], target[half + i]) = ((float)sine, (float)cosine);
            }
        }

        return table;
    }
}
