namespace LakhNes.Generator;

/// <summary>Rounds matrices to 8 bits.</summary>
internal static class WeightQuantizer
{
    /// <summary>Rounds a matrix with a scale per row, so that a row's largest magnitude becomes 127.</summary>
    /// <param name="numbers">The matrix, row by row.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How many columns it has.</param>
    public static (sbyte[] Whole, float[] Scales) Quantize(ReadOnlySpan<float> numbers, int rows, int columns)
    {
        sbyte[] whole = new sbyte[numbers.Length];
        float[] scales = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> source = numbers.Slice(row * columns, columns);
            float peak = 0;
            foreach (float number in source)
                peak = Math.Max(peak, Math.Abs(number));
            float scale = scales[row] = peak > 0 ? peak / sbyte.MaxValue : 1;
            for (int i = 0; i < columns; i++)
                whole[row * columns + i] = (sbyte)MathF.Round(source[i] / scale);
        }

        return (whole, scales);
    }
}
