using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>Heads kept as 8-bit numbers with a scale each; queries are rounded to 16 bits.</summary>
/// <typeparam name="TUnit">The processor's arithmetic.</typeparam>
internal readonly unsafe struct QuantizedHead<TUnit> : IHeadFormat<sbyte>
    where TUnit : struct, IVectorUnit
{
    private const int Lanes = 4;

    /// <inheritdoc/>
    public static void Store(float* source, int size, sbyte* target, float* scale) => *scale = Rounding.Quantize(source, size, target);

    /// <inheritdoc/>
    public static float Prepare(float* query, int size, void* target) =>
        Rounding.Quantize(query, size, Rounding.MaximumMagnitude(size), (short*)target);

    /// <inheritdoc/>
    public static void Score(void* query, float queryScale, sbyte* keys, float* scales, int count, int size, float* scores)
    {
        var q = (short*)query;
        int key = 0;
        for (; key <= count - 4; key += 4)
        {
            Vector128<float> products = Vector128.ConvertToSingle(IntegerDot<TUnit>.Four(keys + (long)key * size, q, size));
            (Vector128.Load(scores + key) + products * (Vector128.Load(scales + key) * queryScale)).Store(scores + key);
        }

        for (; key < count; key++) scores[key] += IntegerDot<TUnit>.One(keys + (long)key * size, q, size) * (scales[key] * queryScale);
    }

    /// <inheritdoc/>
    public static void Accumulate(float* weights, sbyte* values, float* scales, int count, int size, float* sum)
    {
        for (int i = 0; i < size; i += 4 * Lanes)
        {
            Vector128<float> a = Vector128.Load(sum + i), b = Vector128.Load(sum + i + Lanes);
            Vector128<float> c = Vector128.Load(sum + i + 2 * Lanes), d = Vector128.Load(sum + i + 3 * Lanes);
            sbyte* value = values + i;
            for (int j = 0; j < count; j++, value += size)
            {
                var weight = Vector128.Create(weights[j] * scales[j]);
                a += weight * Vector128.ConvertToSingle(TUnit.WidenFour(value));
                b += weight * Vector128.ConvertToSingle(TUnit.WidenFour(value + Lanes));
                c += weight * Vector128.ConvertToSingle(TUnit.WidenFour(value + 2 * Lanes));
                d += weight * Vector128.ConvertToSingle(TUnit.WidenFour(value + 3 * Lanes));
            }

            a.Store(sum + i);
            b.Store(sum + i + Lanes);
            c.Store(sum + i + 2 * Lanes);
            d.Store(sum + i + 3 * Lanes);
        }
    }
}
