using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>x86-64 with SSE 4.1 (2008): use only where <see cref="IsSupported"/>.</summary>
internal readonly unsafe struct Sse41Unit : IVectorUnit
{
    /// <summary>This processor has what the unit needs.</summary>
    public static bool IsSupported => Sse41.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WidenEight(sbyte* source) => Sse41.ConvertToVector128Int16(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddRows(ref Vector128<int> low, ref Vector128<int> high, sbyte* first, sbyte* second, int weights)
    {
        Vector128<short> a = Sse41.ConvertToVector128Int16(first),
            b = Sse41.ConvertToVector128Int16(second),
            pair = Vector128.Create(weights).AsInt16();
        low = MultiplyAdd(low, Sse2.UnpackLow(a, b), pair);
        high = MultiplyAdd(high, Sse2.UnpackHigh(a, b), pair);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAdd(Vector128<int> sum, Vector128<short> a, Vector128<short> b) =>
        Sse2.Add(sum, Sse2.MultiplyAddAdjacent(a, b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Ssse3.HorizontalAdd(Ssse3.HorizontalAdd(a, b), Ssse3.HorizontalAdd(c, d));
}
