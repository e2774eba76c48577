using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>Heads kept as 8-bit numbers with a scale each; queries are rounded to 16 bits.</summary>
internal readonly unsafe struct QuantizedHead : IHeadFormat<sbyte>
{
    /// <inheritdoc/>
    public static int Alignment => IntegerDot.Step;

    /// <inheritdoc/>
    public static void Store(float* source, int size, sbyte* target, float* scale) => *scale = IntegerDot.Quantize(source, size, target);

    /// <inheritdoc/>
    public static float Prepare(float* query, int size, void* target) =>
        IntegerDot.Quantize(query, size, IntegerDot.MaximumMagnitude(size), (short*)target);

    /// <inheritdoc/>
    public static void Score(void* query, float queryScale, sbyte* keys, float* scales, int count, int size, float* scores)
    {
        var q = (short*)query;
        int key = 0;
        for (; key <= count - 4; key += 4)
        {
            Vector128<float> products = Vector128.ConvertToSingle(IntegerDot.Four(keys + (long)key * size, size, q, size));
            (Vector128.Load(scores + key) + products * (Vector128.Load(scales + key) * queryScale)).Store(scores + key);
        }

        for (; key < count; key++) scores[key] += IntegerDot.One(keys + (long)key * size, q, size) * (scales[key] * queryScale);
    }

    /// <inheritdoc/>
    public static void Accumulate(float* weights, sbyte* values, float* scales, int count, int size, float* sum)
    {
        int i = 0;
        for (; i <= size - 32; i += 32)
        {
            Vector256<float> a = Vector256.Load(sum + i), b = Vector256.Load(sum + i + 8);
            Vector256<float> c = Vector256.Load(sum + i + 16), d = Vector256.Load(sum + i + 24);
            sbyte* value = values + i;
            for (int j = 0; j < count; j++, value += size)
            {
                Vector256<float> weight = Vector256.Create(weights[j] * scales[j]);
                a = Vector256.MultiplyAddEstimate(weight, Eight(value), a);
                b = Vector256.MultiplyAddEstimate(weight, Eight(value + 8), b);
                c = Vector256.MultiplyAddEstimate(weight, Eight(value + 16), c);
                d = Vector256.MultiplyAddEstimate(weight, Eight(value + 24), d);
            }

            a.Store(sum + i);
            b.Store(sum + i + 8);
            c.Store(sum + i + 16);
            d.Store(sum + i + 24);
        }

        for (; i < size; i += 8)
        {
            Vector256<float> part = Vector256.Load(sum + i);
            sbyte* value = values + i;
            for (int j = 0; j < count; j++, value += size)
                part = Vector256.MultiplyAddEstimate(Vector256.Create(weights[j] * scales[j]), Eight(value), part);
            part.Store(sum + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight(sbyte* source)
    {
        if (Avx2.IsSupported) return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source));
        Vector128<short> words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsSByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)));
    }
}
