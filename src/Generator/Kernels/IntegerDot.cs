using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Scalar products of 8-bit with 16-bit numbers, exact: sums are whole numbers, so every instruction set, every order and
/// every number of threads gives the same result.
/// </summary>
internal static unsafe class IntegerDot
{
    /// <summary>Numbers in a step of the loops; lengths are multiples of it.</summary>
    public const int Step = 16;

    /// <summary>The largest 16-bit magnitude with which a product of this length cannot overflow 32 bits.</summary>
    /// <param name="length">Numbers in each vector; the 8-bit ones are within -127..127.</param>
    public static int MaximumMagnitude(int length) => Math.Min(short.MaxValue, int.MaxValue / (sbyte.MaxValue * length));

    /// <summary>Four products with the same vector.</summary>
    /// <param name="rows">The first of four vectors of 8-bit numbers.</param>
    /// <param name="stride">From one of them to the next.</param>
    /// <param name="x">The 16-bit numbers.</param>
    /// <param name="length">Numbers in each vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Four(sbyte* rows, nint stride, short* x, int length)
    {
        if (!Avx2.IsSupported)
        {
            return Vector128.Create(
                One(rows, x, length), One(rows + stride, x, length), One(rows + 2 * stride, x, length), One(rows + 3 * stride, x, length));
        }

        // one vector after the other: the order of memory, which the processor fetches ahead
        Vector256<int> a = Products(rows, x, length), b = Products(rows + stride, x, length);
        Vector256<int> c = Products(rows + 2 * stride, x, length), d = Products(rows + 3 * stride, x, length);
        return Sums(a, b, c, d);
    }

    /// <summary>The products of two vectors of 8-bit with four vectors of 16-bit numbers.</summary>
    /// <param name="rows">The first of two vectors of 8-bit numbers, one behind the other.</param>
    /// <param name="x">The first of four vectors of 16-bit numbers, one behind the other.</param>
    /// <param name="length">Numbers in each vector.</param>
    /// <param name="second">The second vector's products with each of the four.</param>
    /// <returns>The first vector's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> TwoByFour(sbyte* rows, short* x, int length, out Vector128<int> second)
    {
        short* y = x + length, z = y + length, w = z + length;
        sbyte* other = rows + length;
        if (!Avx2.IsSupported)
        {
            second = Vector128.Create(One(other, x, length), One(other, y, length), One(other, z, length), One(other, w, length));
            return Vector128.Create(One(rows, x, length), One(rows, y, length), One(rows, z, length), One(rows, w, length));
        }

        Vector256<int> a = default, b = default, c = default, d = default;
        Vector256<int> e = default, f = default, g = default, h = default;
        for (int i = 0; i < length; i += Step)
        {
            Vector256<short> p = Avx2.ConvertToVector256Int16(rows + i), q = Avx2.ConvertToVector256Int16(other + i);
            Vector256<short> v = Vector256.Load(x + i);
            a += Avx2.MultiplyAddAdjacent(p, v);
            e += Avx2.MultiplyAddAdjacent(q, v);
            v = Vector256.Load(y + i);
            b += Avx2.MultiplyAddAdjacent(p, v);
            f += Avx2.MultiplyAddAdjacent(q, v);
            v = Vector256.Load(z + i);
            c += Avx2.MultiplyAddAdjacent(p, v);
            g += Avx2.MultiplyAddAdjacent(q, v);
            v = Vector256.Load(w + i);
            d += Avx2.MultiplyAddAdjacent(p, v);
            h += Avx2.MultiplyAddAdjacent(q, v);
        }

        second = Sums(e, f, g, h);
        return Sums(a, b, c, d);
    }

    /// <summary>One product.</summary>
    public static int One(sbyte* row, short* x, int length)
    {
        Vector128<int> sum = default;
        for (int i = 0; i < length; i += Step)
        {
            Vector128<sbyte> bytes = Vector128.Load(row + i);
            sum += Products(Vector128.WidenLower(bytes), Vector128.Load(x + i));
            sum += Products(Vector128.WidenUpper(bytes), Vector128.Load(x + i + 8));
        }

        return Vector128.Sum(sum);
    }

    /// <summary>Numbers scaled to whole ones.</summary>
    /// <param name="source">The numbers.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="limit">The largest magnitude to reach.</param>
    /// <param name="target">Gets the whole numbers.</param>
    /// <returns>What a whole 1 stands for.</returns>
    public static float Quantize(float* source, int length, int limit, short* target)
    {
        float scale = Scale(source, length, limit, out float inverse);
        for (int i = 0; i < length; i++) target[i] = (short)Round(source[i] * inverse);
        return scale;
    }

    /// <summary>Numbers scaled to whole ones within -127..127.</summary>
    public static float Quantize(float* source, int length, sbyte* target)
    {
        float scale = Scale(source, length, sbyte.MaxValue, out float inverse);
        for (int i = 0; i < length; i++) target[i] = (sbyte)Round(source[i] * inverse);
        return scale;
    }

    private static float Scale(float* source, int length, int limit, out float inverse)
    {
        Vector256<float> peaks = default;
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
            peaks = Vector256.Max(peaks, Vector256.Abs(Vector256.Load(source + i)));
        float peak = 0;
        for (int lane = 0; lane < Vector256<float>.Count; lane++) peak = Math.Max(peak, peaks[lane]);
        for (; i < length; i++) peak = Math.Max(peak, Math.Abs(source[i]));
        inverse = peak > 0 ? limit / peak : 0;
        return peak / limit;
    }

    // halves to even, as the conversion instructions do
    private static int Round(float value) => (int)MathF.Round(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(sbyte* row, short* x, int length)
    {
        Vector256<int> even = default, odd = default;
        int i = 0;
        for (; i <= length - 2 * Step; i += 2 * Step)
        {
            even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + i), Vector256.Load(x + i));
            odd += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + i + Step), Vector256.Load(x + i + Step));
        }

        if (i < length) even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + i), Vector256.Load(x + i));
        return even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Products(Vector128<short> a, Vector128<short> b) =>
        Vector128.WidenLower(a) * Vector128.WidenLower(b) + Vector128.WidenUpper(a) * Vector128.WidenUpper(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        Vector256<int> pairs = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return pairs.GetLower() + pairs.GetUpper();
    }
}
