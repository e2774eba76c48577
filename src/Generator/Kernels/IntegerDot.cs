using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LakhNes.Generator.Kernels;

/// <summary>
/// Scalar products of 8-bit with 16-bit numbers, exact: sums are whole numbers, so every instruction set, every order and
/// every number of threads gives the same result.
/// </summary>
/// <typeparam name="TUnit">The processor's arithmetic.</typeparam>
internal static unsafe class IntegerDot<TUnit>
    where TUnit : struct, IVectorUnit
{
    private const int Step = Rounding.Step,
        Half = Step / 2;

    /// <summary>One product.</summary>
    public static int One(sbyte* row, short* x, int length) => Vector128.Sum(Lanes(row, x, length));

    /// <summary>
    /// The products of four vectors of 8-bit numbers, one behind the other, with the same vector of 16-bit ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Four(sbyte* rows, short* x, int length)
    {
        // one after the other: the order of memory, which the processor fetches ahead
        Vector128<int> a = Lanes(rows, x, length),
            b = Lanes(rows + length, x, length);
        Vector128<int> c = Lanes(rows + 2 * length, x, length),
            d = Lanes(rows + 3 * length, x, length);
        return TUnit.Sums(a, b, c, d);
    }

    /// <summary>The products of two vectors of 8-bit with four vectors of 16-bit numbers, each one behind the other.</summary>
    /// <param name="rows">The first of the 8-bit vectors.</param>
    /// <param name="x">The first of the 16-bit vectors.</param>
    /// <param name="length">Numbers in each vector.</param>
    /// <param name="second">The second 8-bit vector's products with each of the four.</param>
    /// <returns>The first one's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> TwoByFour(sbyte* rows, short* x, int length, out Vector128<int> second)
    {
        short* y = x + length,
            z = y + length,
            w = z + length;
        sbyte* other = rows + length;
        Vector128<int> a = default,
            b = default,
            c = default,
            d = default;
        Vector128<int> e = default,
            f = default,
            g = default,
            h = default;
        for (int i = 0; i < length; i += Half)
        {
            Vector128<short> p = TUnit.WidenEight(rows + i),
                q = TUnit.WidenEight(other + i),
                v = Vector128.LoadAligned(x + i);
            a = TUnit.MultiplyAdd(a, p, v);
            e = TUnit.MultiplyAdd(e, q, v);
            v = Vector128.LoadAligned(y + i);
            b = TUnit.MultiplyAdd(b, p, v);
            f = TUnit.MultiplyAdd(f, q, v);
            v = Vector128.LoadAligned(z + i);
            c = TUnit.MultiplyAdd(c, p, v);
            g = TUnit.MultiplyAdd(g, q, v);
            v = Vector128.LoadAligned(w + i);
            d = TUnit.MultiplyAdd(d, p, v);
            h = TUnit.MultiplyAdd(h, q, v);
        }

        second = TUnit.Sums(e, f, g, h);
        return TUnit.Sums(a, b, c, d);
    }

    /// <summary>A product that is still spread over four lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Lanes(sbyte* row, short* x, int length)
    {
        Vector128<int> even = default,
            odd = default;
        short* end = x + length;
        for (; x < end; x += Step, row += Step)
        {
            even = TUnit.MultiplyAdd(even, TUnit.WidenEight(row), Vector128.LoadAligned(x));
            odd = TUnit.MultiplyAdd(odd, TUnit.WidenEight(row + Half), Vector128.LoadAligned(x + Half));
        }

        return even + odd;
    }
}
