using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>Numbers scaled and rounded to whole ones.</summary>
internal static unsafe class Rounding
{
    /// <summary>Vectors of whole numbers have a multiple of this length.</summary>
    public const int Step = 16;

    private const int Eight = 8;

    // 1.5 * 2^23: a float near it has whole numbers only, so that adding it rounds, half to even, with no instruction that not
    // all processors have
    private const float Magic = 12582912;

    /// <summary>A length rounded up to a multiple of <see cref="Step"/>.</summary>
    public static int Pad(int length) => (length + Step - 1) / Step * Step;

    /// <summary>The largest 16-bit magnitude with which a product of this length cannot overflow 32 bits.</summary>
    /// <param name="length">Numbers in each vector; the 8-bit ones are within -127..127.</param>
    public static int MaximumMagnitude(int length) => Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * length));

    /// <summary>Numbers scaled to whole ones.</summary>
    /// <param name="source">The numbers.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="limit">The largest magnitude to reach.</param>
    /// <param name="target">Gets the whole numbers.</param>
    /// <returns>What a whole 1 stands for.</returns>
    public static float Quantize(float* source, int length, int limit, short* target)
    {
        float scale = Scale(source, length, limit, out float inverse);
        int i = 0;
        for (; i <= length - Eight; i += Eight)
            Vector128.Narrow(Round(source + i, inverse), Round(source + i + 4, inverse)).Store(target + i);
        for (; i < length; i++)
            target[i] = (short)Whole(source[i], inverse);
        return scale;
    }

    /// <summary>Numbers scaled to whole ones, as bytes.</summary>
    /// <param name="source">The numbers.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="limit">The largest magnitude to reach.</param>
    /// <param name="offset">Added to the whole numbers, so that none is negative.</param>
    /// <param name="target">Gets them.</param>
    /// <returns>What a whole 1 stands for.</returns>
    public static float Quantize(float* source, int length, int limit, int offset, byte* target)
    {
        float scale = Scale(source, length, limit, out float inverse);
        var add = Vector128.Create((short)offset);
        int i = 0;
        for (; i <= length - Step; i += Step)
        {
            Vector128<short> low = Vector128.Narrow(Round(source + i, inverse), Round(source + i + 4, inverse)) + add;
            Vector128<short> high = Vector128.Narrow(Round(source + i + 8, inverse), Round(source + i + 12, inverse)) + add;
            Vector128.Narrow(low.AsUInt16(), high.AsUInt16()).Store(target + i);
        }

        for (; i < length; i++)
            target[i] = (byte)(Whole(source[i], inverse) + offset);
        return scale;
    }

    /// <summary>Numbers scaled to whole ones within -127..127.</summary>
    public static float Quantize(float* source, int length, sbyte* target)
    {
        float scale = Scale(source, length, sbyte.MaxValue, out float inverse);
        int i = 0;
        for (; i <= length - Step; i += Step)
        {
            Vector128<short> low = Vector128.Narrow(Round(source + i, inverse), Round(source + i + 4, inverse));
            Vector128
                .Narrow(low, Vector128.Narrow(Round(source + i + 8, inverse), Round(source + i + 12, inverse)))
                .Store(target + i);
        }

        for (; i < length; i++)
            target[i] = (sbyte)Whole(source[i], inverse);
        return scale;
    }

    private static float Scale(float* source, int length, int limit, out float inverse)
    {
        Vector128<float> peaks = default,
            others = default;
        int i = 0;
        for (; i <= length - Eight; i += Eight)
        {
            peaks = Largest(peaks, Vector128.Abs(Vector128.Load(source + i)));
            others = Largest(others, Vector128.Abs(Vector128.Load(source + i + Eight / 2)));
        }

        peaks = Largest(peaks, others);
        float peak = Math.Max(Math.Max(peaks[0], peaks[1]), Math.Max(peaks[2], peaks[3]));
        for (; i < length; i++)
            peak = Math.Max(peak, Math.Abs(source[i]));
        inverse = peak > 0 ? limit / peak : 0;
        return peak / limit;
    }

    // no number is NaN and the sign of zero does not matter: Vector128.Max pays for both
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Largest(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(float* source, float inverse) =>
        (Vector128.Load(source) * inverse + Vector128.Create(Magic)).AsInt32() - Vector128.Create(Magic).AsInt32();

    private static int Whole(float number, float inverse) =>
        BitConverter.SingleToInt32Bits(number * inverse + Magic) - BitConverter.SingleToInt32Bits(Magic);
}
