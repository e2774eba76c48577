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
    public static void Average(float* weights, float total, in RingPart<sbyte> early, in RingPart<sbyte> late, float* mean)
    {
        Weigh(weights, early);
        Weigh(weights + early.Count, late);
        float step = Round(weights, early.Count + late.Count) / total;
        for (int i = 0; i < early.Size; i += 2 * Lanes)
        {
            Vector128<int> low = default,
                high = default;
            Accumulate((short*)weights, early, i, ref low, ref high);
            Accumulate((short*)weights + early.Count, late, i, ref low, ref high);
            (Vector128.ConvertToSingle(low) * step).Store(mean + i);
            (Vector128.ConvertToSingle(high) * step).Store(mean + i + Lanes);
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
