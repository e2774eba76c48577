using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Heads kept as 8-bit numbers with a scale each. Queries are rounded to 8 bits, attention's weights (times the values' scales)
/// to 15: all sums are of whole numbers, so no order of adding changes them.
/// </summary>
/// <typeparam name="TUnit">The processor's arithmetic.</typeparam>
internal readonly unsafe struct QuantizedHead<TUnit> : IHeadFormat<sbyte>
    where TUnit : struct, IVectorUnit
{
    private const int Lanes = 4;

    /// <inheritdoc/>
    public static void Store(float* source, int size, sbyte* target, float* scale) =>
        *scale = Rounding.Quantize(source, size, target);

    /// <inheritdoc/>
    public static float Prepare(float* query, int size, void* target) =>
        Rounding.Quantize(query, size, sbyte.MaxValue, (short*)target);

    /// <inheritdoc/>
    public static void Score(void* query, float queryScale, in RingPart<sbyte> keys, float* scores)
    {
        var q = (short*)query;
        int key = 0,
            size = keys.Size;
        for (; key <= keys.Count - Lanes; key += Lanes)
        {
            Vector128<int> products = IntegerDot<TUnit>.Four(keys.Vectors + (long)key * size, q, size);
            (Vector128.Load(scores + key) + Scores(products, queryScale, keys.Scales + key)).Store(scores + key);
        }

        for (; key < keys.Count; key++)
            scores[key] += Score(IntegerDot<TUnit>.One(keys.Vectors + (long)key * size, q, size), queryScale, keys.Scales[key]);
    }

    /// <summary>What four products of a query with keys stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Scores(Vector128<int> products, float queryScale, float* keyScales) =>
        Vector128.ConvertToSingle(products) * (Vector128.Load(keyScales) * queryScale);

    /// <summary>What one product of a query with a key stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Score(int product, float queryScale, float keyScale) => product * (keyScale * queryScale);

    /// <inheritdoc/>
    public static void Average(float* weights, float total, in RingParts<sbyte> values, float* mean)
    {
        int count = 0,
            size = values[0].Size;
        foreach (ref readonly RingPart<sbyte> part in values)
        {
            Weigh(weights + count, in part);
            count += part.Count;
        }

        float step = Round(weights, count) / total;
        var sums = (int*)mean;
        Sum((short*)weights, in values, sums);
        for (int i = 0; i < size; i += Lanes)
            (Vector128.ConvertToSingle(Vector128.Load(sums + i)) * step).Store(mean + i);
    }

    /// <summary>Sums of values times weights that were rounded.</summary>
    /// <param name="weights">A weight for each value.</param>
    /// <param name="values">The values.</param>
    /// <param name="sums">Gets the sums, with their padding.</param>
    public static void Sum(short* weights, in RingParts<sbyte> values, int* sums)
    {
        for (int i = 0; i < values[0].Size; i += 2 * Lanes)
        {
            Vector128<int> low = default,
                high = default;
            short* weight = weights;
            foreach (ref readonly RingPart<sbyte> part in values)
            {
                Accumulate(weight, in part, i, ref low, ref high);
                weight += part.Count;
            }

            low.Store(sums + i);
            high.Store(sums + i + Lanes);
        }
    }

    /// <summary>Multiplies weights by the scales of their values.</summary>
    public static void Weigh(float* weights, in RingPart<sbyte> values)
    {
        int i = 0;
        for (; i <= values.Count - Lanes; i += Lanes)
            (Vector128.Load(weights + i) * Vector128.Load(values.Scales + i)).Store(weights + i);
        for (; i < values.Count; i++)
            weights[i] *= values.Scales[i];
    }

    /// <summary>Rounds weights to 16-bit numbers, where they stand.</summary>
    /// <returns>What a whole 1 stands for.</returns>
    public static float Round(float* weights, int count) =>
        Rounding.Quantize(weights, count, Rounding.MaximumMagnitude(count), (short*)weights);

    // eight numbers of each value, two values at a time
    private static void Accumulate(
        short* weights,
        in RingPart<sbyte> values,
        int column,
        ref Vector128<int> low,
        ref Vector128<int> high
    )
    {
        sbyte* value = values.Vectors + column;
        int size = values.Size,
            pairs = values.Count & ~1;
        Vector128<int> a = low,
            b = high;
        for (int j = 0; j < pairs; j += 2, value += 2 * size)
            TUnit.AddRows(ref a, ref b, value, value + size, Unsafe.ReadUnaligned<int>(weights + j));
        if (pairs < values.Count)
            TUnit.AddRows(ref a, ref b, value, value, (ushort)weights[pairs]);
        (low, high) = (a, b);
    }
}
