using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>Heads kept in single precision; the scales are not used.</summary>
internal readonly unsafe struct FloatHead : IHeadFormat<float>
{
    private const int Lanes = 4;
    private const int Block = 4 * Lanes;

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
    public static void Score(void* query, float queryScale, in RingPart<float> keys, float* scores)
    {
        int size = keys.Size;
        float* q = (float*)query,
            vector = keys.Vectors;
        for (int key = 0; key < keys.Count; key++, vector += size)
        {
            Vector128<float> a = default,
                b = default,
                c = default,
                d = default;
            for (int i = 0; i < size; i += Block)
            {
                a += Vector128.Load(q + i) * Vector128.Load(vector + i);
                b += Vector128.Load(q + i + Lanes) * Vector128.Load(vector + i + Lanes);
                c += Vector128.Load(q + i + 2 * Lanes) * Vector128.Load(vector + i + 2 * Lanes);
                d += Vector128.Load(q + i + 3 * Lanes) * Vector128.Load(vector + i + 3 * Lanes);
            }

            scores[key] += Vector128.Sum(a + b + (c + d));
        }
    }

    /// <inheritdoc/>
    public static void Average(float* weights, float total, in RingParts<float> values, float* mean)
    {
        int size = values[0].Size;
        new Span<float>(mean, size).Clear();
        foreach (ref readonly RingPart<float> part in values)
        {
            Accumulate(weights, in part, mean);
            weights += part.Count;
        }

        for (int i = 0; i < size; i++)
            mean[i] /= total;
    }

    private static void Accumulate(float* weights, in RingPart<float> values, float* sum)
    {
        int size = values.Size,
            count = values.Count;
        for (int i = 0; i < size; i += Block)
        {
            Vector128<float> a = Vector128.Load(sum + i),
                b = Vector128.Load(sum + i + Lanes);
            Vector128<float> c = Vector128.Load(sum + i + 2 * Lanes),
                d = Vector128.Load(sum + i + 3 * Lanes);
            float* value = values.Vectors + i;
            for (int j = 0; j < count; j++, value += size)
            {
                var weight = Vector128.Create(weights[j]);
                a += weight * Vector128.Load(value);
                b += weight * Vector128.Load(value + Lanes);
                c += weight * Vector128.Load(value + 2 * Lanes);
                d += weight * Vector128.Load(value + 3 * Lanes);
            }

            a.Store(sum + i);
            b.Store(sum + i + Lanes);
            c.Store(sum + i + 2 * Lanes);
            d.Store(sum + i + 3 * Lanes);
        }
    }
}
