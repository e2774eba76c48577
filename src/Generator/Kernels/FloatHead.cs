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
        int key = 0;
        for (; key <= count - 4; key += 4)
        {
            float* a = keys + (long)key * size, b = a + size, c = b + size, d = c + size;
            Vector256<float> sumA = default, sumB = default, sumC = default, sumD = default;
            for (int i = 0; i < size; i += Lanes)
            {
                Vector256<float> part = Vector256.Load(q + i);
                sumA = Vector256.MultiplyAddEstimate(part, Vector256.Load(a + i), sumA);
                sumB = Vector256.MultiplyAddEstimate(part, Vector256.Load(b + i), sumB);
                sumC = Vector256.MultiplyAddEstimate(part, Vector256.Load(c + i), sumC);
                sumD = Vector256.MultiplyAddEstimate(part, Vector256.Load(d + i), sumD);
            }

            scores[key] += Vector256.Sum(sumA);
            scores[key + 1] += Vector256.Sum(sumB);
            scores[key + 2] += Vector256.Sum(sumC);
            scores[key + 3] += Vector256.Sum(sumD);
        }

        for (; key < count; key++)
        {
            Vector256<float> sum = default;
            for (int i = 0; i < size; i += Lanes)
                sum = Vector256.MultiplyAddEstimate(Vector256.Load(q + i), Vector256.Load(keys + (long)key * size + i), sum);
            scores[key] += Vector256.Sum(sum);
        }
    }

    /// <inheritdoc/>
    public static void Accumulate(float* weights, float* values, float* scales, int count, int size, float* sum)
    {
        int i = 0;
        for (; i <= size - 4 * Lanes; i += 4 * Lanes)
        {
            Vector256<float> a = Vector256.Load(sum + i), b = Vector256.Load(sum + i + Lanes);
            Vector256<float> c = Vector256.Load(sum + i + 2 * Lanes), d = Vector256.Load(sum + i + 3 * Lanes);
            float* value = values + i;
            for (int j = 0; j < count; j++, value += size)
            {
                var weight = Vector256.Create(weights[j]);
                a = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value), a);
                b = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + Lanes), b);
                c = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 2 * Lanes), c);
                d = Vector256.MultiplyAddEstimate(weight, Vector256.Load(value + 3 * Lanes), d);
            }

            a.Store(sum + i);
            b.Store(sum + i + Lanes);
            c.Store(sum + i + 2 * Lanes);
            d.Store(sum + i + 3 * Lanes);
        }

        for (; i < size; i += Lanes)
        {
            Vector256<float> part = Vector256.Load(sum + i);
            float* value = values + i;
            for (int j = 0; j < count; j++, value += size)
                part = Vector256.MultiplyAddEstimate(Vector256.Create(weights[j]), Vector256.Load(value), part);
            part.Store(sum + i);
        }
    }
}
