using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>Heads kept in single precision; the scales are not used.</summary>
internal readonly unsafe struct FloatHead : IHeadFormat<float>
{
    private const int Lanes = 8;

    /// <inheritdoc/>
    public static int Alignment => Lanes;

    /// <inheritdoc/>
    public static void Store(float* source, int size, float* target, float* scale) =>
        Unsafe.CopyBlock(target, source, (uint)(size * sizeof(float)));

    /// <inheritdoc/>
    public static float Prepare(float* query, int size, void* target)
    {
        Unsafe.CopyBlock(target, query, (uint)(size * sizeof(float)));
        return 1;
    }

    /// <inheritdoc/>
    public static void Score(void* query, float queryScale, float* keys, float* scales, int count, int size, float* scores)
    {
        var q = (float*)query;
        for (int key = 0; key < count; key++, keys += size)
        {
            Vector256<float> sum = default;
            for (int i = 0; i < size; i += Lanes)
                sum = Vector256.MultiplyAddEstimate(Vector256.Load(q + i), Vector256.Load(keys + i), sum);
            scores[key] += Vector256.Sum(sum);
        }
    }

    /// <inheritdoc/>
    public static void Accumulate(float* weights, float* values, float* scales, int count, int size, float* sum)
    {
        for (int i = 0; i < size; i += Lanes)
        {
            Vector256<float> part = Vector256.Load(sum + i);
            float* value = values + i;
            for (int j = 0; j < count; j++, value += size)
                part = Vector256.MultiplyAddEstimate(Vector256.Create(weights[j]), Vector256.Load(value), part);
            part.Store(sum + i);
        }
    }
}
