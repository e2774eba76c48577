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
